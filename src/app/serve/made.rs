//! What the stages made of a state of the project: all of it, or, after a save, what the save concerns, with the
//! rest as it was. Both come to the same bytes.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;

use crate::{
    app::{
        command::Common,
        project::{self, Stage, Stages},
    },
    base::{config::Config, diagnostic::Diagnostics, source::Sources, span::FileId},
    design::{asset::Content, theme::Theme},
    model::{memory::Changed, site::Site},
    render::{self, routes::Routes},
};

/// So many bytes of pictures, papers and fonts are held, so that no request opens a file. What is beyond is read
/// when it is asked for, by its number.
const HELD: u64 = 256 * 1024 * 1024;

/// A state of the project behind all stages but the last.
pub struct Made {
    /// The files.
    pub sources: Arc<Sources>,
    /// What the stages made of them.
    pub stages: Stages,
    /// The addresses.
    pub routes: Arc<Routes>,
    /// Everything that is wrong so far.
    pub problems: Diagnostics,
    config: Stage<Config>,
    /// What is wrong with words in drawings, once somebody has looked.
    pub glyphs: Option<Diagnostics>,
}

impl Made {
    /// Goes through the stages as they stand at `now`; takes over from an earlier state what still holds.
    pub fn new(earlier: Option<&Self>, sources: &mut Sources, common: &Common, now: Timestamp) -> Self {
        let mut problems = Diagnostics::new();
        problems.merge(sources.problems.clone());
        let changed = earlier.and_then(|made| Changed::new(&made.sources, sources));
        let settled = earlier.filter(|_| changed.as_ref().is_some_and(|changed| !changed.settings));
        let config =
            Stage::again(settled.map(|made| &made.config), |problems| Config::read(sources, problems));
        config.tell(&mut problems);
        let options = project::options(common, &config.made.timezone, now, &mut problems);
        let before = earlier.map(|made| &made.stages).zip(changed.as_ref());
        let stages = Stages::again(before, sources, Config::clone(&config.made), &options, &mut problems);
        let (site, theme) = (&stages.assembled.site, &stages.theme.made);
        sources.hold(&shown_files(site, theme), HELD);
        let routes = match earlier.filter(|made| stages.stand_like(&made.stages) && made.routes.are_sound()) {
            Some(made) => Arc::clone(&made.routes),
            None => render::addresses(earlier.map(|made| &made.routes), site, theme, &mut problems),
        };
        let same = earlier.filter(|made| stages.draw_like(&made.stages));
        let glyphs = same.and_then(|made| made.glyphs.clone());
        Self { sources: Arc::new(sources.clone()), stages, routes, problems, config, glyphs }
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
