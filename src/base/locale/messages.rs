//! The theme's words in one language, by Fluent.
//!
//! A number that is shown is given as text, already formatted; a number that chooses a plural form is
//! given as a number.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

use crate::base::{
    diagnostic::Diagnostic,
    span::{FileId, Span},
};

/// The messages of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
}

/// An argument of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Chooses a plural form.
    Count(u64),
    /// Is shown as it is.
    Text(String),
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Messages").finish_non_exhaustive()
    }
}

impl Messages {
    /// No messages yet for a language.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        let language = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        Self { bundle }
    }

    /// Adds the messages of a file; a later file takes the place of an earlier one, message by message.
    ///
    /// # Errors
    /// The first syntax error, at its place.
    pub fn add(&mut self, file: FileId, text: &str) -> Result<(), Diagnostic> {
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
            let (start, words) =
                errors.first().map_or((0, String::new()), |error| (error.pos.start, error.kind.to_string()));
            Diagnostic::error(
                "bad-message",
                Span::new(file, start, start + 1),
                format!("this is no Fluent message: {words}"),
            )
            .help("write `name = words`, with `{ $argument }` where a value goes")
        })?;
        self.bundle.add_resource_overriding(resource);
        Ok(())
    }

    /// The message `id`, or `None` if there is none or an argument is missing.
    #[must_use]
    pub fn format(&self, id: &str, arguments: &[(&str, Argument)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut given = FluentArgs::new();
        for (name, argument) in arguments {
            given.set(
                *name,
                match argument {
                    Argument::Count(count) => FluentValue::from(*count),
                    Argument::Text(text) => FluentValue::from(text.as_str()),
                },
            );
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_chooses_the_form() {
        let mut messages = Messages::new("en");
        messages
            .add(FileId(0), "items = { $count ->\n  [one] { $shown } item\n *[other] { $shown } items\n }\n")
            .unwrap();
        let format = |count| {
            messages.format(
                "items",
                &[("count", Argument::Count(count)), ("shown", Argument::Text(count.to_string()))],
            )
        };
        assert_eq!(format(1).as_deref(), Some("1 item"));
        assert_eq!(format(3).as_deref(), Some("3 items"));
        assert_eq!(messages.format("items", &[]), None);
        assert_eq!(messages.format("none", &[]), None);
    }
}
