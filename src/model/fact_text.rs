//! `[62%](fact:ID)`: words that a fact must bear out.

use crate::{
    base::{diagnostic::Diagnostic, expr::Operator},
    content::prose::{FactText, Piece, pieces},
    data::fact::{FactDeclaration, Saying},
    model::{
        claim,
        evaluate::Evaluator,
        language::Language,
        quantity::{Bound, Quantity},
        show::{self, Shown},
        statement::{self, Verdict},
    },
};

/// The fact's value, if the words are true of it.
///
/// # Errors
/// When there is no such fact, when the words claim nothing, or when they are not true; with the sentence's
/// place, the value and the text to type.
pub fn check(text: &FactText, evaluator: &Evaluator<'_>, language: &Language) -> Result<Shown, Diagnostic> {
    let place = evaluator.find_fact(&text.id, text.span)?;
    let Some(declaration) = evaluator.declaration(place) else { return Ok(Shown::default()) };
    let quantity = evaluator.fact(place).map_err(|problem| unusable(text, problem))?;
    let shown = show::fact(declaration, place, &quantity, language)?;
    let words = plain(&text.words);
    if let Some(says) = declaration
        .says_in(language.locale.tag())
        .iter()
        .find(|says| says.words.eq_ignore_ascii_case(words.trim()))
    {
        return own_words(says, text, &quantity, &shown).map(|()| Shown { text: words.clone(), ..shown });
    }
    let Some(claim) = claim::read(&words, &language.locale, declaration.unit_in(language.locale.tag()))
    else {
        return Err(unclear(text, &words, declaration, &shown));
    };
    match statement::judge(claim, &quantity) {
        Verdict::True => Ok(Shown { text: words, ..shown }),
        verdict => Err(untrue(text, &words, verdict, declaration, &quantity, &shown)),
    }
}

/// The words without slots; a value inside checked words would check itself.
fn plain(words: &str) -> String {
    pieces(words)
        .filter_map(|piece| if let Piece::Words(words) = piece { Some(words) } else { None })
        .collect()
}

/// Words that the fact declares itself, each with its conditions.
fn own_words(saying: &Saying, text: &FactText, quantity: &Quantity, shown: &Shown) -> Result<(), Diagnostic> {
    for (operator, limit) in &saying.conditions {
        match quantity.holds(*operator, &Quantity::exact(*limit)) {
            Some(true) => {}
            Some(false) => {
                return Err(Diagnostic::error(
                    "false-statement",
                    text.span,
                    format!("\"{}\" is not true of {}", saying.words, shown.text),
                )
                .help(format!("change the words, for instance to `{}`", shown.text))
                .label(saying.span, format!("wants a value {} {limit}", sign(*operator))));
            }
            None => return Err(undecided(text, &saying.words, shown)),
        }
    }
    Ok(())
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Less => "less than",
        Operator::AtMost => "at most",
        Operator::Greater => "more than",
        Operator::AtLeast => "at least",
        _ => "equal to",
    }
}

fn unusable(text: &FactText, problem: Diagnostic) -> Diagnostic {
    if problem.is_consequence() {
        return problem;
    }
    let mut outer = Diagnostic::error(
        "unusable-fact",
        text.span,
        format!("the fact `{}` has no value: {}", text.id, problem.message),
    )
    .help(problem.help.unwrap_or_else(|| "mend the fact first".to_owned()));
    if let Some(span) = problem.span {
        outer = outer.label(span, "here");
    }
    outer
}

fn unclear(text: &FactText, words: &str, declaration: &FactDeclaration, shown: &Shown) -> Diagnostic {
    Diagnostic::error("unclear-statement", text.span, format!("\"{words}\" cannot be checked against {}", shown.text)).help(format!(
        "write a number (`[{}](fact:{})`), words from the guide such as `more than half`, or give these words a condition under `says` of the fact",
        shown.text, declaration.id
    ))
}

fn undecided(text: &FactText, words: &str, shown: &Shown) -> Diagnostic {
    Diagnostic::error(
        "undecided-by-bound",
        text.span,
        format!("\"{words}\" is left open by the data, which say only \"{}\"", shown.text),
    )
    .help(format!("write `[{}](fact:{})`", shown.text, text.id))
}

fn untrue(
    text: &FactText,
    words: &str,
    verdict: Verdict,
    declaration: &FactDeclaration,
    quantity: &Quantity,
    shown: &Shown,
) -> Diagnostic {
    let exact = format!(" (exactly {})", quantity.value.round_dp(6).normalize());
    let exact = if quantity.bound == Bound::Exact && quantity.unrounded { exact } else { String::new() };
    match verdict {
        Verdict::Open => undecided(text, words, shown),
        Verdict::TooExact => Diagnostic::error(
            "false-statement",
            text.span,
            format!("\"{words}\" is too exact: the data say \"{}\"", shown.text),
        )
        .help(format!("write `[{}](fact:{})`", shown.text, text.id)),
        Verdict::True | Verdict::False => Diagnostic::error(
            "false-statement",
            text.span,
            format!("\"{words}\" is not true: the value is {}{exact}", shown.text),
        )
        .help(format!("write `[{}](fact:{})`", shown.text, text.id))
        .label(declaration.span, "the fact is declared here"),
    }
}
