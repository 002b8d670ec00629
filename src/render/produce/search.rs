//! The page that searches a language, and the files that it loads.

use minijinja::context;

use crate::{
    base::{diagnostic::Diagnostic, url::Url},
    render::{
        contexts::link,
        figures::safe,
        finish,
        produce::{Renderer, plain},
        routes::{Produced, Route},
        search::{self, Index},
    },
};

impl Renderer<'_> {
    /// The page with the field for words; without a script it leads to the lists.
    pub(super) fn search(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("search-title", &[]), words.say("search-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        let (shares, parts) = search::sizes(self.site, language);
        fields.insert("summary", summary.into());
        fields.insert("noindex", true.into());
        let search = context! {
            shares, parts,
            root => safe(finish::href(&Url::file("/"))),
            home => link("", &route.url),
        };
        let context = context! { search, ..self.bare(language, fields) };
        self.html(route, language, &["search.html".to_owned()], context)
    }

    /// A share of the words.
    pub(super) fn search_words(&self, language: usize, share: usize) -> Produced {
        plain(self.index(language).map(|index| index.share(share)))
    }

    /// A part of the titles.
    pub(super) fn search_titles(&self, language: usize, part: usize) -> Produced {
        plain(self.index(language).map(|index| index.part(self.site, language, part)))
    }

    /// The index of a language, made when its first file is asked for.
    fn index(&self, language: usize) -> Option<&Index> {
        self.indexes.get(language).map(|index| index.get_or_init(|| Index::new(self.site, language)))
    }
}
