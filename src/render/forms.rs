//! Forms as templates get them, and the calls that lead to them.

use minijinja::{Value, context};

use crate::{
    base::config::form::{Choice, Field, Form, Step, TRAP},
    model::{
        form::Pages,
        line::escape,
        site::{PageId, Site},
    },
    render::{figures::safe, finish, tongue},
};

/// A form in a language.
#[must_use]
pub fn context(site: &Site, place: usize, language: usize) -> Option<Value> {
    let form = site.config.forms.get(place)?;
    let pages = site.form_pages.get(place)?;
    let tag = site.tag(language);
    let whole = |id: Option<PageId>| whole_address(site, id, language);
    let number = |at: usize| site.language(language).map(|words| words.locale.number(at.into(), None));
    let total = form.steps.len();
    let steps = form.steps.iter().enumerate().map(|(at, step)| {
        let shown = (number(at + 1), number(total));
        context! { number => shown.0, ..step_context(step, tag, &form.id) }
    });
    Some(context! {
        id => &form.id,
        action => safe(escape(&format!("{}{}", form.origin, form.path))),
        steps => steps.collect::<Vec<_>>(),
        total => if total > 1 { number(total) } else { None },
        consent => form.consent.in_language(tag),
        submit => form.submit.in_language(tag),
        success => form.success.in_language(tag),
        privacy => page_link(site, pages.privacy, language),
        thanks => whole(pages.thanks),
        page => whole(pages.page),
        trap => TRAP,
        language => tag,
    })
}

fn step_context(step: &Step, tag: &str, form: &str) -> Value {
    let fields = step.fields.iter().map(|field| field_context(field, tag, form));
    context! {
        title => step.title.in_language(tag),
        text => step.text.in_language(tag),
        fields => fields.collect::<Vec<_>>(),
    }
}

fn field_context(field: &Field, tag: &str, form: &str) -> Value {
    let option = |(place, choice): (usize, &Choice)| {
        context! { id => format!("{form}-{}-{}", field.name, place + 1), value => &choice.value, label => choice.label.in_language(tag) }
    };
    context! {
        id => format!("{form}-{}", field.name),
        name => &field.name,
        type => field.control.word(),
        label => field.label.in_language(tag),
        hint => field.hint.in_language(tag),
        required => field.required,
        autocomplete => &field.autocomplete,
        options => field.options.iter().enumerate().map(option).collect::<Vec<_>>(),
    }
}

/// What the site sends where, and asks for, as it is built.
#[must_use]
pub fn privacy(site: &Site, language: usize) -> Value {
    let tag = site.tag(language);
    let form = |(form, pages): (&Form, &Pages)| {
        let fields = form.steps.iter().flat_map(|step| &step.fields);
        context! {
            host => form.origin.trim_start_matches("https://"),
            asks => fields.map(|field| Value::from(field.label.in_language(tag))).collect::<Vec<_>>(),
            page => page_link(site, pages.page, language),
        }
    };
    let forms: Vec<Value> = site.config.forms.iter().zip(&site.form_pages).map(form).collect();
    context! { forms => forms }
}

/// The links that call readers of a language to forms.
#[must_use]
pub fn calls(site: &Site, language: usize) -> Vec<Value> {
    let called = site.config.forms.iter().zip(&site.form_pages).filter(|(form, _)| !form.call.is_empty());
    let call = |(form, pages): (&Form, &Pages)| {
        let id = pages.page?;
        let page = site.page(site.in_language(id, language).unwrap_or(id))?;
        let title = form.call.in_language(site.tag(language));
        Some(context! { form => &form.id, ..tongue::link(site, title, &page.url, page.language, language) })
    };
    called.filter_map(call).collect()
}

fn page_link(site: &Site, id: Option<PageId>, reader: usize) -> Value {
    let page = id.and_then(|id| site.page(site.in_language(id, reader).unwrap_or(id)));
    page.map_or_else(
        || Value::from(()),
        |page| context! { title => safe(page.title.html.clone()), href => safe(finish::href(&page.url)), ..tongue::mark(site, page.language, reader) },
    )
}

fn whole_address(site: &Site, id: Option<PageId>, reader: usize) -> Value {
    let page = id.and_then(|id| site.page(site.in_language(id, reader).unwrap_or(id)));
    let address = page.map(|page| escape(&site.config.url.join(&page.url)));
    safe(address.unwrap_or_default())
}
