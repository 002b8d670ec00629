//! What templates see of the release calendar.

use jiff::Timestamp;
use minijinja::{Value, context};

use crate::{
    base::{locale::messages::Argument, time::PartDate},
    model::{
        calendar::{Entry, What, When},
        language::Language,
    },
    render::{contexts::Contexts, figures::safe, finish},
};

impl Contexts<'_> {
    /// The entries of a language, in order of their time.
    #[must_use]
    pub fn calendar(&self, language: usize) -> Vec<Value> {
        let Some(words) = self.site.language(language) else { return Vec::new() };
        let entries = self.site.calendar.iter().filter(|entry| entry.is_in(language));
        entries.map(|entry| self.entry(entry, words, language)).collect()
    }

    fn entry(&self, entry: &Entry, words: &Language, language: usize) -> Value {
        let (title, href, kind) = match &entry.what {
            What::Item { title, .. } => (title.as_str(), Value::from(""), "calendar-item"),
            What::Dataset(place) => {
                let dataset = self.site.datasets.list.get(*place);
                let url = dataset.map(|dataset| self.site.dataset_url(dataset, language));
                let href = url.map_or_else(|| Value::from(""), |url| safe(finish::href(&url)));
                (
                    dataset.map_or("", |dataset| dataset.about_in(self.site.tag(language)).title.as_str()),
                    href,
                    "calendar-dataset",
                )
            }
        };
        let (when, when_iso) = match entry.when {
            When::Day(date) => (words.date(date), date.to_string()),
            When::Moment(moment) => (self.moment(moment, words), moment.to_string()),
        };
        context! { title, href, kind => words.say(kind, &[]), when, when_iso, late => entry.late }
    }

    /// A moment on the clocks of the site's zone.
    fn moment(&self, moment: Timestamp, words: &Language) -> String {
        let zone = &self.site.config.timezone;
        let local = moment.to_zoned_datetime(zone.clone());
        let arguments = [
            ("date", words.date(PartDate::Day(local.date()))),
            ("time", local.strftime("%H:%M").to_string()),
            ("zone", zone.iana_name().unwrap_or("UTC").replace('_', " ")),
        ];
        let arguments = arguments.map(|(name, text)| (name, Argument::Text(text)));
        words.say("calendar-time", &arguments)
    }
}
