//! The pictures and papers of the old site, found in a local folder by the addresses that texts name them with.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use crate::{
    app::import::address::{old_path, percent_decoded},
    base::source,
    content::slug::slug,
    model::image,
};

/// What stands before the path of an upload in every address of WordPress.
const UPLOADS: &str = "/wp-content/uploads/";

/// The folder below `content/` that files go to.
const FOLDER: &str = "/media/";

/// The files of a folder.
#[derive(Debug, Default)]
pub struct Media {
    /// The files, in order of their paths.
    pub files: Vec<File>,
    /// The only file of each name; `None` where there are several.
    names: BTreeMap<String, Option<usize>>,
}

/// One file.
#[derive(Debug)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder, with `/`.
    relative: String,
    /// Where it goes, as a text names it: `/media/2019/07/meeting.jpg`.
    pub target: String,
}

impl Media {
    /// The files of a folder, each with its path below it.
    #[must_use]
    pub fn new(found: Vec<(String, PathBuf)>) -> Self {
        let mut media = Self::default();
        let mut taken = BTreeSet::new();
        for (relative, path) in found {
            let mut target = target(&relative);
            while !taken.insert(target.clone()) {
                target = target
                    .rsplit_once('.')
                    .map_or_else(|| format!("{target}-2"), |(stem, end)| format!("{stem}-2.{end}"));
            }
            let name = relative.rsplit('/').next().unwrap_or_default().to_lowercase();
            let place = media.files.len();
            media.names.entry(name).and_modify(|only| *only = None).or_insert(Some(place));
            media.files.push(File { path, relative, target });
        }
        media
    }

    /// The file that an address means: by its path, by that of the picture it was scaled from, or by its name.
    #[must_use]
    pub fn find(&self, address: &str) -> Option<usize> {
        let path = old_path(address);
        let below =
            path.split_once(UPLOADS).map_or(path.as_str(), |(_, below)| below).trim_start_matches('/');
        let whole = unscaled(below);
        let by_path = |wanted: &str| {
            let ending = format!("/{wanted}");
            self.files.iter().position(|file| file.relative == wanted || file.relative.ends_with(&ending))
        };
        let name = |path: &str| percent_decoded(path.rsplit('/').next().unwrap_or_default()).to_lowercase();
        let by_name = |name: &str| self.names.get(name).copied().flatten();
        by_path(below)
            .or_else(|| by_path(&whole))
            .or_else(|| by_name(&name(below)))
            .or_else(|| by_name(&name(&whole)))
            .or_else(|| by_name(without_hash(&name(below))))
    }
}

/// `meeting.jpg` of `meeting-300x200.jpg`, `meeting-scaled.jpg` and `meeting-e1277214413194.jpg`.
fn unscaled(path: &str) -> String {
    let Some((stem, ending)) = path.rsplit_once('.') else { return path.to_owned() };
    let Some((head, tail)) = stem.rsplit_once('-') else { return path.to_owned() };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let size = tail.split_once('x').is_some_and(|(width, height)| digits(width) && digits(height));
    let edited = tail.strip_prefix('e').is_some_and(|rest| rest.len() > 9 && digits(rest));
    if size || edited || tail == "scaled" { format!("{head}.{ending}") } else { path.to_owned() }
}

/// `meeting.jpg` of `5f0d8a3b2c1e4d5f6a7b8c9d_meeting.jpg`, as Webflow names its files.
fn without_hash(name: &str) -> &str {
    let hash = |head: &str| head.len() >= 20 && head.bytes().all(|b| b.is_ascii_hexdigit());
    name.split_once('_').filter(|(head, _)| hash(head)).map_or(name, |(_, rest)| rest)
}

/// Folders and name in letters that every host can serve.
fn target(relative: &str) -> String {
    let part = |part: &str| {
        let words = slug(part);
        if words.is_empty() { "file".to_owned() } else { words }
    };
    let (folders, name) = relative.rsplit_once('/').unwrap_or(("", relative));
    let folders: String =
        folders.split('/').filter(|folder| !folder.is_empty()).map(|folder| part(folder) + "/").collect();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let ending = if ending.is_empty() { String::new() } else { format!(".{}", part(ending)) };
    format!("{FOLDER}{folders}{}{ending}", part(stem))
}

/// Endings of pictures.
#[must_use]
pub fn is_picture(address: &str) -> bool {
    let path = old_path(address).to_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".heic"].iter().any(|end| path.ends_with(end))
}

/// What a person must do with a file before it can be published.
#[must_use]
pub fn needs(file: &File) -> Vec<String> {
    if !is_picture(&file.target) {
        return Vec::new();
    }
    let Ok(bytes) = source::outside(&file.path, u64::MAX) else { return Vec::new() };
    match image::hidden(&bytes) {
        None => vec!["this is no PNG, JPEG, WebP or GIF image: save it in one of these formats".to_owned()],
        Some(None) => Vec::new(),
        Some(Some(name)) => {
            vec![format!("it holds hidden data ({name}); remove it: `exiftool -all= content{}`", file.target)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn media(paths: &[&str]) -> Media {
        Media::new(paths.iter().map(|path| ((*path).to_owned(), PathBuf::from(path))).collect())
    }

    #[test]
    fn files_are_found_by_path_scale_and_name() {
        let media = media(&[
            "2019/07/meeting.jpg",
            "2020/01/logo.png",
            "2021/02/logo.png",
            "uploads/report (1).pdf",
            "photo.jpg",
        ]);
        let find = |address| media.find(address);
        assert_eq!(find("https://old.example/wp-content/uploads/2019/07/meeting-300x200.jpg"), Some(0));
        assert_eq!(find("https://old.example/wp-content/uploads/2021/02/logo.png"), Some(2));
        assert_eq!(find("https://old.example/elsewhere/logo.png"), None);
        assert_eq!(find("/wp-content/uploads/report%20(1).pdf"), Some(3));
        assert_eq!(find("https://cdn.example/5f0d8a/5f0d8a3b2c1e4d5f6a7b8c9d_photo.jpg"), Some(4));
        assert_eq!(media.files[3].target, "/media/uploads/report-1.pdf");
    }
}
