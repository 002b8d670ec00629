//! What a map knows beside its values: the countries that its names mean, and the part of the world.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::fields::quoted_list,
    },
    content::figure::Declaration,
    data::{country::Country, value::Value},
    model::{
        chart::{Map, Region},
        figure::{axis::Axes, choose},
    },
};

const REGIONS: [(&str, Region); 5] = [
    ("world", Region::World),
    ("europe", Region::Europe),
    ("africa", Region::Africa),
    ("americas", Region::Americas),
    ("asia", Region::Asia),
];

/// How many names a message lists.
const SHOWN: usize = 12;

/// The map of a figure. Names that mean no country are reported together; they have no shape.
pub fn map(declared: &Declaration, axes: &Axes, diagnostics: &mut Diagnostics) -> Map {
    let region = declared.boundaries.as_ref();
    let region = region.and_then(|written| diagnostics.take(choose(written, "boundaries", &REGIONS)));
    let codes: Vec<Option<&str>> = axes.words.iter().map(|(value, _)| code(value)).collect();
    let strange: Vec<String> = codes
        .iter()
        .zip(&axes.words)
        .filter(|(code, _)| code.is_none())
        .map(|(_, (value, _))| value.to_string())
        .collect();
    if !strange.is_empty() {
        diagnostics.push(no_shape(declared, &strange));
    }
    Map {
        codes: codes.into_iter().map(|code| code.unwrap_or_default().to_owned()).collect(),
        region: region.unwrap_or(Region::World),
    }
}

/// The three letters of the country that a value means: by its code first, then by its name.
fn code(value: &Value) -> Option<&'static str> {
    match value {
        Value::Country(country) => Some(country.alpha3),
        Value::Text(text) => Country::find(text).map(|country| country.alpha3),
        _ => None,
    }
}

fn no_shape(declared: &Declaration, names: &[String]) -> Diagnostic {
    let span = declared.join.as_ref().map_or(declared.mark.span, |join| join.span);
    let more = names.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let listed = quoted_list(names.iter().take(SHOWN).map(String::as_str));
    Diagnostic::warning(
        "no-shape",
        span,
        format!("not on the map, since they are no countries: {listed}{rest}"),
    )
    .help("write codes of ISO 3166 such as `FRA`, or leave these rows out with `filter`")
}
