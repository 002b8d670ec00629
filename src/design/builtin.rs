//! The theme that the program brings: a project needs no `themes/` folder, and one with the same path in
//! the project takes a file's place.

use include_dir::{Dir, DirEntry, include_dir};

/// The built-in theme's name.
pub const NAME: &str = "plain";

static PLAIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/plain");

/// The files of the built-in theme, by their path in a project. Faces that only measure text are left
/// out; they are in [`font`](crate::design::font).
#[must_use]
pub fn files() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    collect(&PLAIN, &mut files);
    files
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) if file.path().extension().is_some_and(|ending| ending == "ttf") => {}
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                files.push((format!("themes/{NAME}/{path}"), file.contents()));
            }
        }
    }
}
