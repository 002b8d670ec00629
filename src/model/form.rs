//! The pages that forms and funders name, found: where a form stands, what it links, which sections a funder
//! supports.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    base::{
        config::{Config, form::Form},
        diagnostic::{Diagnostic, Diagnostics},
        yaml::scalar::Written,
    },
    model::{
        index::Index,
        link,
        site::{PageId, SectionId, Site},
        text::Text,
    },
};

/// The pages of a form.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Where it stands.
    pub page: Option<PageId>,
    /// What becomes of the answers.
    pub privacy: Option<PageId>,
    /// What a reader without script sees afterwards.
    pub thanks: Option<PageId>,
}

/// Finds the pages of all forms, which stand in some of the texts, and the sections of all funders.
pub fn places(
    config: &Config,
    index: &Index<'_>,
    texts: &[Arc<Text>],
    diagnostics: &mut Diagnostics,
) -> (Vec<Pages>, Vec<BTreeSet<PageId>>) {
    let pages = pages(config, index, diagnostics);
    check(&config.forms, &pages, texts, diagnostics);
    (pages, supported(config, index, diagnostics))
}

fn pages(config: &Config, index: &Index<'_>, diagnostics: &mut Diagnostics) -> Vec<Pages> {
    let mut find = |written: &Written| diagnostics.take(link::page(written, index)).flatten();
    let of = |form: &Form| Pages {
        page: find(&form.page),
        privacy: find(&form.privacy),
        thanks: form.thanks.as_ref().and_then(&mut find),
    };
    config.forms.iter().map(of).collect()
}

/// Reports forms that do not stand on the page that they name: a call would lead to nothing.
fn check(forms: &[Form], pages: &[Pages], texts: &[Arc<Text>], diagnostics: &mut Diagnostics) {
    for (place, (form, pages)) in forms.iter().zip(pages).enumerate() {
        let stands = |page: PageId| texts.get(page.0).is_some_and(|text| text.uses.forms.contains(&place));
        if pages.page.is_some_and(|page| !stands(page)) {
            let message = format!("the form `{}` does not stand on `{}`", form.id, form.page.text);
            diagnostics.push(
                Diagnostic::error("missing-form", form.page.span, message)
                    .help(format!("put it there with a block: ```form, `id: {}`, ```", form.id)),
            );
        }
    }
}

/// The sections that each funder supports, by their pages.
fn supported(config: &Config, index: &Index<'_>, diagnostics: &mut Diagnostics) -> Vec<BTreeSet<PageId>> {
    let mut find = |written: &Written| diagnostics.take(link::page(written, index)).flatten();
    config.funders.iter().map(|funder| funder.sections.iter().filter_map(&mut find).collect()).collect()
}

/// The funders, by place, that support a section: those that name it or one that it lies in, in any language.
#[must_use]
pub fn funders(site: &Site, id: SectionId) -> Vec<usize> {
    let mut above = Vec::new();
    let mut next = Some(id);
    while let Some(section) = next.and_then(|id| site.section(id)) {
        above.push(section.page);
        next = section.parent;
    }
    let names = |named: &BTreeSet<PageId>| {
        above.iter().any(|page| {
            named.contains(page)
                || site.page(*page).is_some_and(|page| page.twins.iter().any(|twin| named.contains(twin)))
        })
    };
    site.funded.iter().enumerate().filter(|(_, named)| names(named)).map(|(place, _)| place).collect()
}
