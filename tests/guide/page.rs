//! One page of the guide, taken apart: its fenced blocks and the rows of its tables.

use std::path::Path;

/// A fenced block.
#[derive(Debug)]
pub struct Block {
    /// The page and the line that it opens on, for messages.
    pub place: String,
    /// The first word behind the fence.
    pub language: String,
    /// What stands behind `file=`.
    pub file: Option<String>,
    /// Its lines.
    pub body: String,
}

/// A row of a table, without its backticks.
#[derive(Debug)]
pub struct Row {
    /// The page and the line, for messages.
    pub place: String,
    /// The cells.
    pub cells: Vec<String>,
}

/// A page.
pub struct Page {
    /// The file's name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// All pages of the guide, by name.
pub fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    let mut pages: Vec<Page> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| Page {
            name: entry.file_name().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(entry.path()).unwrap(),
        })
        .collect();
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    pages
}

impl Page {
    /// The fenced blocks; a block within a longer fence is part of that one.
    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut fence: Option<usize> = None;
        for (number, line) in self.text.lines().enumerate() {
            let ticks = line.len() - line.trim_start_matches('`').len();
            match fence {
                Some(open) if ticks >= open && line.len() == ticks => fence = None,
                Some(_) => {
                    let block = blocks.last_mut().unwrap();
                    block.body.push_str(line);
                    block.body.push('\n');
                }
                None if ticks >= 3 => {
                    fence = Some(ticks);
                    blocks.push(block(format!("{}:{}", self.name, number + 1), &line[ticks..]));
                }
                None => {}
            }
        }
        assert_eq!(fence, None, "{}: a block is not closed", self.name);
        blocks
    }

    /// The rows of every table whose last columns are headed by `heads`.
    pub fn rows(&self, heads: &[&str]) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut inside = false;
        for (number, line) in self.text.lines().enumerate() {
            let Some(cells) = cells(line) else {
                inside = false;
                continue;
            };
            if cells.iter().skip(1).eq(heads) {
                inside = true;
            } else if inside && !cells.iter().all(|cell| cell.trim_matches(['-', ':']).is_empty()) {
                rows.push(Row { place: format!("{}:{}", self.name, number + 1), cells });
            }
        }
        rows
    }
}

fn block(place: String, info: &str) -> Block {
    let mut words = info.split_whitespace();
    let language = words.next().unwrap_or_default().to_owned();
    let file = words.find_map(|word| word.strip_prefix("file=")).map(str::to_owned);
    Block { place, language, file, body: String::new() }
}

/// The cells of a line of a table; `\|` is a bar within a cell.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix("| ")?.strip_suffix(" |")?.replace("\\|", "\u{1}");
    let cell = |cell: &str| cell.trim().trim_matches('`').trim().replace('\u{1}', "|");
    Some(inner.split(" | ").map(cell).collect())
}
