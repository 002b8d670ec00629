//! What templates see as `page`: the fields that all pages of a language share, and over them those of one.

use std::{collections::BTreeMap, sync::Arc};

use minijinja::{
    Value,
    value::{Enumerator, Object},
};

/// Fields by name.
pub type Named = BTreeMap<&'static str, Value>;

/// The fields of one page.
#[derive(Clone, Debug)]
pub struct Fields {
    own: Named,
    common: Arc<Named>,
}

impl Fields {
    /// Nothing but what all pages share.
    #[must_use]
    pub fn new(common: Arc<Named>) -> Self {
        Self { own: Named::new(), common }
    }

    /// Gives the page a field, or another value for one.
    pub fn insert(&mut self, name: &'static str, value: Value) {
        self.own.insert(name, value);
    }

    /// Gives the page several fields.
    pub fn extend(&mut self, fields: impl IntoIterator<Item = (&'static str, Value)>) {
        self.own.extend(fields);
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.own.get(name).or_else(|| self.common.get(name))
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::from_object(fields)
    }
}

impl Object for Fields {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get(key.as_str()?).cloned()
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.get(key).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let names: Named =
            self.common.iter().chain(&self.own).map(|(name, value)| (*name, value.clone())).collect();
        Enumerator::Values(names.into_keys().map(Value::from).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_the_page_hides_that_of_all() {
        let common = Named::from([("title", Value::from("all")), ("draft", Value::from(false))]);
        let mut fields = Fields::new(Arc::new(common));
        fields.insert("title", "one".into());
        let value = Value::from(fields);
        assert_eq!(value.get_attr("title").unwrap(), Value::from("one"));
        assert_eq!(value.get_attr("draft").unwrap(), Value::from(false));
        assert_eq!(value.try_iter().unwrap().count(), 2);
    }
}
