//! Pages of topics, regions, authors and years, and the lists of them.

use std::collections::BTreeSet;

use minijinja::Value;

use crate::{
    base::{diagnostic::Diagnostic, locale::messages::Argument, url::Url},
    model::{
        body::Filled,
        groups,
        site::{Group, GroupKind, Site},
    },
    render::{
        figures::safe,
        finish, lists,
        produce::Renderer,
        routes::{Feed, Produced, Route},
        survey,
    },
};

/// How many figures a group's page shows beside its items.
const FIGURES: usize = 3;

impl Renderer<'_> {
    pub(super) fn group(&self, route: &Route, place: usize, part: usize) -> Result<Produced, Diagnostic> {
        let Some(group) = self.site.groups.get(place) else { return Ok(Produced::default()) };
        let Some(words) = self.site.language(group.language) else { return Ok(Produced::default()) };
        let (id, name, template) = match group.kind {
            GroupKind::Topic => ("topic-summary", "topic", "topic.html"),
            GroupKind::Region => ("region-summary", "region", "topic.html"),
            GroupKind::Author => ("author-summary", "author", "author.html"),
            GroupKind::Year => ("year-title", "year", "year.html"),
        };
        let argument = Argument::Text(group.name.clone());
        let description = words.find(id, &[(name, argument)]).unwrap_or_default();
        let mut fields = self.frame(route, &group.name, &description, group.language);
        fields.insert("items", self.contexts.part(&group.pages, part, group.language).into());
        fields.insert("pagination", lists::pagination(&group.url, group.pages.len(), part));
        let feed = || safe(finish::href(&survey::feed_url(&group.url, Feed::Atom)));
        fields.insert("feed", if group.kind == GroupKind::Topic { feed() } else { "".into() });
        fields.insert("figures", self.figures_in(group).into());
        let (list, title) =
            (group_list_url(self.site, group.kind, group.language), words.say(group_title(group.kind), &[]));
        self.add_crumb(&mut fields, &title, &list);
        self.html(route, group.language, &[template.to_owned()], self.bare(group.language, fields))
    }

    /// The figures in the texts of a group, the newest text first, each once.
    fn figures_in(&self, group: &Group) -> Vec<Value> {
        let marks = group.pages.iter().filter_map(|id| self.site.page(*id)).flat_map(|page| &page.body.marks);
        let mut seen = BTreeSet::new();
        let places = marks.filter_map(|mark| match mark {
            Filled::Figure(place, _) if seen.insert(*place) => Some(*place),
            _ => None,
        });
        places.take(FIGURES).filter_map(|place| self.figure_item(group.language, place)).collect()
    }

    pub(super) fn groups(
        &self,
        route: &Route,
        kind: GroupKind,
        language: usize,
    ) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let title = words.say(group_title(kind), &[]);
        let mut fields = self.frame(route, &title, "", language);
        let groups = self.site.groups.iter().filter(|group| group.kind == kind && group.language == language);
        let mut groups: Vec<Value> = groups.map(|group| self.contexts.group(group)).collect();
        if kind == GroupKind::Year {
            groups.reverse();
        }
        fields.insert("groups", groups.into());
        self.html(route, language, &["topics.html".to_owned()], self.bare(language, fields))
    }
}

/// The message that heads the list of a kind of group.
fn group_title(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Topic => "topics-title",
        GroupKind::Region => "regions-title",
        GroupKind::Author => "authors-title",
        GroupKind::Year => "archive",
    }
}

fn group_list_url(site: &Site, kind: GroupKind, language: usize) -> Url {
    Url::file(&format!("{}/{}/", site.prefix(language), groups::folder(kind)))
}
