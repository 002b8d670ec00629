//! What the stages made of a state of the project: all of it, or, where only texts were saved, what was made before
//! with those texts in place of the old ones. Both come to the same bytes.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;

use crate::{
    app::{command::Common, project},
    base::{
        diagnostic::Diagnostics,
        source::Sources,
        span::{FileId, Span},
    },
    content,
    design::{asset::Content, theme::Theme},
    model::{again::Edit, assemble::Assembled, site::Site},
    render::{self, routes::Routes},
};

/// So many bytes of pictures, papers and fonts are held, so that no request opens a file. What is beyond is read
/// when it is asked for, by its number.
const HELD: u64 = 256 * 1024 * 1024;

/// A state of the project behind all stages but the last.
pub struct Made {
    /// The files.
    pub sources: Arc<Sources>,
    /// The look.
    pub theme: Arc<Theme>,
    /// The site, and what it takes to fill single texts anew.
    pub assembled: Assembled,
    /// The addresses.
    pub routes: Arc<Routes>,
    /// What is wrong anywhere but within single texts.
    problems: Diagnostics,
}

impl Made {
    /// Goes through the stages as they stand at `now`.
    pub fn whole(sources: &mut Sources, common: &Common, now: Timestamp) -> Self {
        let mut problems = Diagnostics::new();
        let (config, options) = project::settings(sources, common, now, &mut problems);
        let (theme, assembled) = project::stages(sources, config, &options, &mut problems);
        sources.hold(&shown_files(&assembled.site, &theme), HELD);
        let routes = render::addresses(&assembled.site, &theme, &mut problems);
        let (theme, routes) = (Arc::new(theme), Arc::new(routes));
        Self { sources: Arc::new(sources.clone()), theme, assembled, routes, problems }
    }

    /// The same with the files as they are now; nothing if other stages than that of texts have to look at them.
    #[must_use]
    pub fn again(&self, sources: &Sources) -> Option<Self> {
        let files = sources.differences(&self.sources)?;
        let touched = |span: &Span| files.contains(&span.file);
        if self.problems.name(touched) || sources.problems != self.sources.problems {
            return None;
        }
        let edits: Vec<Edit> = files.iter().map(|file| self.edit(sources, *file)).collect::<Option<_>>()?;
        Some(Self {
            assembled: self.assembled.again(edits, sources)?,
            sources: Arc::new(sources.clone()),
            theme: Arc::clone(&self.theme),
            routes: Arc::clone(&self.routes),
            problems: self.problems.clone(),
        })
    }

    /// A document before and after it was saved; nothing if the file is or was none.
    fn edit(&self, sources: &Sources, file: FileId) -> Option<Edit> {
        let (before, _) = content::read_one(&self.sources, file);
        let (after, problems) = content::read_one(sources, file);
        let (before, after) = (before?, after?);
        let front = self.sources.text(file).get(..before.start) != sources.text(file).get(..after.start);
        Some(Edit { before, after, front, problems })
    }

    /// Everything that is wrong so far.
    #[must_use]
    pub fn problems(&self) -> Diagnostics {
        let mut problems = self.problems.clone();
        problems.merge(self.assembled.problems.clone());
        problems
    }
}

/// The files that are published as they are.
fn shown_files(site: &Site, theme: &Theme) -> BTreeSet<FileId> {
    let assets = theme.assets.values().filter_map(|asset| match asset.content {
        Content::File(file) => Some(file),
        Content::Text(_) => None,
    });
    site.files.iter().map(|attachment| attachment.file).chain(assets).collect()
}
