//! Lists in parts: which part is shown, and where the others stand.

use minijinja::{Value, context};

use crate::{
    base::url::Url,
    render::{figures::safe, finish, survey},
};

/// The parts of a list, as templates get them; nothing for a list of one part.
#[must_use]
pub fn pagination(list: &Url, items: usize, part: usize) -> Value {
    let total = survey::parts(items);
    if total < 2 {
        return Value::from(());
    }
    let href = |part: usize| safe(finish::href(&survey::part_url(list, part)));
    let entry =
        |number: usize| context! { number => number + 1, href => href(number), current => number == part };
    context! {
        current => part + 1,
        total => total,
        previous => part.checked_sub(1).map_or_else(|| Value::from(""), href),
        next => if part + 1 < total { href(part + 1) } else { Value::from("") },
        pages => shown(part, total).map(entry).collect::<Vec<_>>(),
    }
}

/// The parts that are linked: the first, the last, and those around the one that is shown.
fn shown(part: usize, total: usize) -> impl Iterator<Item = usize> {
    let near = move |number: &usize| number.abs_diff(part) <= 2 || *number == 0 || number + 1 == total;
    (0..total).filter(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_link_their_ends_and_the_parts_around() {
        assert_eq!(shown(5, 100).collect::<Vec<_>>(), [0, 3, 4, 5, 6, 7, 99]);
        assert_eq!(shown(0, 3).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
