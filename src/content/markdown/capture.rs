//! The plain words of what is being read: of a heading, a link, an image's description, the first paragraph.

use std::ops::Range;

/// Collects words for whoever is open.
#[derive(Debug, Default)]
pub struct Capture {
    heading: Option<(usize, String)>,
    link: Option<String>,
    image: Vec<OpenImage>,
    lead: Lead,
}

/// The first paragraph.
#[derive(Debug, Default)]
enum Lead {
    #[default]
    Before,
    Inside(String),
    After(String),
}

/// An image whose description is being read.
#[derive(Debug)]
pub struct OpenImage {
    /// Its address.
    pub target: String,
    /// Its caption.
    pub caption: String,
    /// Its description so far.
    pub alt: String,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Capture {
    /// Adds words to all that is open.
    pub fn say(&mut self, words: &str) {
        if let Some(image) = self.image.last_mut() {
            image.alt.push_str(words);
            return;
        }
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(words);
        }
        if let Some(link) = &mut self.link {
            link.push_str(words);
        }
        if let Lead::Inside(lead) = &mut self.lead {
            lead.push_str(words);
        }
    }

    /// Adds a slot's character to the words around a mark that readers see as text.
    pub fn say_sign(&mut self, sign: char) {
        let mut buffer = [0; 4];
        let sign = sign.encode_utf8(&mut buffer);
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(sign);
        }
        if let Lead::Inside(lead) = &mut self.lead {
            lead.push_str(sign);
        }
    }

    pub fn start_heading(&mut self, at: usize) {
        self.heading = Some((at, String::new()));
    }

    pub fn end_heading(&mut self) -> Option<(usize, String)> {
        self.heading.take()
    }

    pub fn start_link(&mut self) {
        self.link = Some(String::new());
    }

    pub fn end_link(&mut self) -> String {
        self.link.take().unwrap_or_default()
    }

    pub fn start_image(&mut self, target: &str, caption: &str, range: Range<usize>) {
        self.image.push(OpenImage {
            target: target.to_owned(),
            caption: caption.to_owned(),
            alt: String::new(),
            range,
        });
    }

    pub fn end_image(&mut self) -> Option<OpenImage> {
        self.image.pop()
    }

    pub fn in_image(&self) -> bool {
        !self.image.is_empty()
    }

    pub fn start_paragraph(&mut self) {
        if matches!(self.lead, Lead::Before) {
            self.lead = Lead::Inside(String::new());
        }
    }

    /// A paragraph without words (a lone figure) is no first paragraph.
    pub fn end_paragraph(&mut self) {
        if let Lead::Inside(lead) = &mut self.lead {
            let lead = std::mem::take(lead);
            self.lead = if lead.trim().is_empty() { Lead::Before } else { Lead::After(lead) };
        }
    }

    pub fn into_lead(self) -> String {
        match self.lead {
            Lead::After(lead) | Lead::Inside(lead) => lead,
            Lead::Before => String::new(),
        }
    }
}
