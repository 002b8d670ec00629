//! An item of `sums`: a column of amounts whose sums are published beside the counts, and the column that says
//! whose each amount is. Without it nobody could tell that one amount is most of a sum.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::{Node, fields::Fields, scalar},
    },
    data::{
        disclosure::{
            declaration::Count,
            dimension::Dimension,
            rules::Dominance,
            selector::Selector,
            tabulation::{Key, Tabulation},
        },
        field::Field,
        kind::FieldType,
        schema::field_named,
    },
};

/// The p of the p% rule, unless a descriptor says otherwise.
const P: i64 = 10;

/// The decimals of money, unless a descriptor says otherwise.
const DECIMALS: i64 = 2;

/// No amount has more.
const MOST_DECIMALS: i64 = 6;

/// A sum that is published.
#[derive(Clone, Debug)]
pub struct Sum {
    /// Where it was written.
    pub span: Span,
    /// The column of amounts, by the place of its field.
    pub field: usize,
    /// Its name.
    pub name: String,
    /// The column that says whose an amount is.
    pub contributor: usize,
    /// What is withheld beside what counts withhold.
    pub rule: Dominance,
    /// How many decimals amounts have at the most, and sums exactly.
    pub decimals: u32,
    /// Its name for readers.
    pub title: String,
    /// The unit's word.
    pub unit: String,
    /// What is withheld by hand; `None` leaves that to the program.
    pub hide: Option<Vec<Key>>,
    /// What outsiders know some sums not to exceed.
    pub caps: Vec<(Key, Decimal, Span)>,
}

impl Sum {
    /// Reads an item of `sums`.
    pub fn read(node: Node<'_>, select: &Selector<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let columns = &select.schema.fields;
        let mut fields = Fields::new(node, diagnostics);
        let field = fields.required("field", |node| amounts(node, columns));
        let contributor = fields.child("contributor");
        let p = fields.optional("p", |node| scalar::whole(node, 1, 100)).unwrap_or(P);
        let decimals = fields.optional("decimals", |node| scalar::whole(node, 0, MOST_DECIMALS));
        let title = fields.optional("title", scalar::text);
        let unit = fields.optional("unit", scalar::text);
        let hide = fields.child("hide").map(|_| fields.nodes("hide"));
        let caps = fields.nodes("caps");
        fields.finish();
        let contributor = match contributor {
            Some(named) => diagnostics.take(field_named(&named, columns)),
            None => {
                diagnostics.push(no_contributor(node.span()));
                None
            }
        };
        let hide =
            hide.map(|nodes| nodes.into_iter().filter_map(|node| select.key(node, diagnostics)).collect());
        let caps = caps.into_iter().filter_map(|node| select.limit(node, diagnostics)).collect();
        let (field, contributor) = (field?, contributor?);
        let declared = columns.get(field)?;
        let usual = if declared.kind == FieldType::Integer { 0 } else { DECIMALS };
        Some(Self {
            span: node.span(),
            field,
            name: declared.name.clone(),
            contributor,
            rule: Dominance { p },
            decimals: u32::try_from(decimals.unwrap_or(usual)).unwrap_or_default(),
            title: title.unwrap_or_else(|| declared.title.clone()),
            unit: unit.unwrap_or_else(|| declared.unit.clone()),
            hide,
            caps,
        })
    }

    /// What everyone knows each cell not to exceed, in smallest units: a limit of a total holds for all that is
    /// counted in it.
    #[must_use]
    pub fn caps_in(&self, tables: &Tabulation) -> Vec<Option<i64>> {
        let units = Decimal::from(10_i64.pow(self.decimals));
        let units = |limit: &Decimal| limit.checked_mul(units).and_then(|limit| limit.floor().to_i64());
        let limits: Vec<(&Key, i64)> =
            self.caps.iter().filter_map(|(key, limit, _)| Some((key, units(limit)?))).collect();
        let inside =
            |cell: &Key, key: &Key| cell.iter().zip(key).all(|(cell, of)| of.is_none() || cell == of);
        let of =
            |cell: &Key| limits.iter().filter(|(key, _)| inside(cell, key)).map(|(_, limit)| *limit).min();
        tables.cells.iter().map(|cell| of(&cell.key)).collect()
    }

    /// Reports sums that cannot stand beside each other, or beside the counts.
    pub fn check(sums: &[Self], count: &Count, dimensions: &[Dimension], diagnostics: &mut Diagnostics) {
        for (at, sum) in sums.iter().enumerate() {
            if count.field.is_some() {
                diagnostics.push(no_records(sum.span, &count.name));
            } else if dimensions.iter().any(|dimension| dimension.field == sum.field) {
                let message = format!("a table is by `{}`, so there is no sum of it", sum.name);
                diagnostics.push(
                    Diagnostic::error("unusable-sum", sum.span, message)
                        .help("name a column of amounts that no table is by"),
                );
            } else if sums.iter().take(at).any(|other| other.field == sum.field) {
                let message = format!("the sum of `{}` is declared already", sum.name);
                diagnostics
                    .push(Diagnostic::error("unusable-sum", sum.span, message).help("delete one of the two"));
            } else if sum.contributor == sum.field {
                diagnostics.push(no_contributor(sum.span));
            }
        }
    }
}

/// A column of numbers.
fn amounts(node: &Node<'_>, columns: &[Field]) -> Result<usize, Diagnostic> {
    let place = field_named(node, columns)?;
    match columns.get(place) {
        Some(field) if matches!(field.kind, FieldType::Integer | FieldType::Number) => Ok(place),
        _ => Err(node.wrong_type(
            "a column of `type: number` or `type: integer`",
            "declare the column so, or name the one that holds the amounts",
        )),
    }
}

fn no_contributor(span: Span) -> Diagnostic {
    Diagnostic::error("unusable-sum", span, "nothing says whose each amount of this sum is").help(
        "add `contributor:` with the column that names who paid, or received, each amount; without it a sum that is mostly one person's cannot be told",
    )
}

fn no_records(span: Span, count: &str) -> Diagnostic {
    let message = format!("`{count}` supplies counts, and sums are protected from single records only");
    Diagnostic::error("unusable-sum", span, message).help("give the records, one row each, or delete the sum")
}
