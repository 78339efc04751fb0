//! Judges by the annex whether a service or service item is licensed, with the reasons.

use super::normalized::Normalized;
use super::{ApplicabilityState, Catalog};
use crate::language::Bilingual;
use crate::license::{Annex, ItemKind, Service, ServiceKind, Span, Spanned};

/// A result, its reason, and the decisive words of the annex.
pub(super) type Outcome = (ApplicabilityState, Bilingual, Vec<Span>);

/// Whether the annex licenses the service with this class code, or the item of it.
pub(super) fn service_reason(class: &str, item: Option<&str>, annex: &Annex, catalog: &Catalog) -> Outcome {
    let Some(kind) = catalog.service(class) else {
        let text = Bilingual::new(
            format!("目录未收录业务 {class}"),
            format!("The catalog does not contain the service {class}"),
        );
        return (ApplicabilityState::Conditional, text, Vec::new());
    };
    let entries: Vec<&Service> = annex.services.iter().filter(|entry| kind.is(entry)).collect();
    let wanted = item.and_then(|key| kind.item(key));
    if entries.is_empty() {
        return unlisted(kind, wanted, annex, catalog);
    }
    let Some(key) = item else {
        let (text, spans) = licensed(kind, &entries);
        return (ApplicabilityState::Applicable, text, spans);
    };
    let Some(item) = wanted else {
        let text = Bilingual::new(
            format!("目录未收录服务项目 {class}/{key}"),
            format!("The catalog does not contain the service item {class}/{key}"),
        );
        return (ApplicabilityState::Conditional, text, Vec::new());
    };
    // One entry that licenses the item is enough, if a service has several.
    let mut denied = None;
    for entry in entries {
        let outcome = item_reason(kind, item, entry);
        if outcome.0 == ApplicabilityState::Applicable {
            return outcome;
        }
        denied.get_or_insert(outcome);
    }
    denied.unwrap_or_else(|| (ApplicabilityState::NotApplicable, absent(kind), Vec::new()))
}

/// The outcome for a service without an entry in the annex. It does not apply only if the annex excludes it, or if the
/// annex was found and each of its entries is known.
fn unlisted(kind: &ServiceKind, item: Option<&ItemKind>, annex: &Annex, catalog: &Catalog) -> Outcome {
    for entry in &annex.services {
        let excluded = item.and_then(|item| item.find_in(&entry.excludes)).or_else(|| kind.find_in(&entry.excludes));
        if let Some((phrase, word)) = excluded {
            let text = Bilingual::new(
                format!("附页写明“{}”不含“{word}”", entry.name.value),
                format!("The annex excludes “{word}” from “{}”", entry.name.value),
            );
            return (ApplicabilityState::NotApplicable, text, vec![entry.name.span, phrase.span]);
        }
    }
    match incomplete(annex, catalog) {
        Some((text, spans)) => (ApplicabilityState::Conditional, text, spans),
        None => (ApplicabilityState::NotApplicable, absent(kind), Vec::new()),
    }
}

/// Why the annex does not tell which services are licensed; `None` if it does.
fn incomplete(annex: &Annex, catalog: &Catalog) -> Option<(Bilingual, Vec<Span>)> {
    if annex.services.is_empty() {
        let text = Bilingual::new(
            "文本中没有找到附页的业务种类，无法判断",
            "No annex with licensed services was found in the text, so this is open",
        );
        return Some((text, Vec::new()));
    }
    let known = |entry: &Service| {
        entry.class.is_some_and(|class| catalog.service(class).is_some())
            || catalog.services.iter().any(|kind| kind.is(entry))
    };
    let unknown: Vec<&Service> = annex.services.iter().filter(|entry| !known(entry)).collect();
    if unknown.is_empty() {
        return None;
    }
    let names = unknown.iter().map(|entry| entry.name.value.as_str()).collect::<Vec<_>>().join("”“");
    let text = Bilingual::new(
        format!("附页列有未能识别的业务“{names}”，无法判断"),
        format!("The annex lists “{names}”, which is not a known service, so this is open"),
    );
    Some((text, unknown.iter().map(|entry| entry.name.span).collect()))
}

/// The outcome for a service or item that is known by its name only.
pub(super) fn named_reason(name: &str, annex: &Annex, catalog: &Catalog) -> Outcome {
    let wanted = Normalized::new(name).text;
    let names = |phrase: &&Spanned<String>| Normalized::new(&phrase.value).text.contains(&wanted);
    for entry in &annex.services {
        let mut granted = [&entry.name].into_iter().chain(&entry.limited_to).chain(&entry.includes);
        if let Some(phrase) = granted.find(names) {
            let text =
                Bilingual::new(format!("附页写明“{}”", phrase.value), format!("The annex lists “{}”", phrase.value));
            return (ApplicabilityState::Applicable, text, vec![phrase.span]);
        }
    }
    for entry in &annex.services {
        if let Some(phrase) = entry.excludes.iter().find(names) {
            let text = Bilingual::new(
                format!("附页写明“{}”不含“{}”", entry.name.value, phrase.value),
                format!("The annex excludes “{}” from “{}”", phrase.value, entry.name.value),
            );
            return (ApplicabilityState::NotApplicable, text, vec![entry.name.span, phrase.span]);
        }
    }
    if let Some((text, spans)) = incomplete(annex, catalog) {
        return (ApplicabilityState::Conditional, text, spans);
    }
    let known = |known: &str| Normalized::new(known).text == wanted;
    let text = Bilingual::new(format!("附页没有列出“{name}”"), format!("The annex does not list “{name}”"));
    if catalog.services.iter().any(|kind| kind.names().any(known)) {
        return (ApplicabilityState::NotApplicable, text, Vec::new());
    }
    let text = Bilingual::new(
        format!("附页没有列出“{name}”，目录也未收录，无法判断"),
        format!("Neither the annex nor the catalog knows “{name}”, so this is open"),
    );
    (ApplicabilityState::Conditional, text, Vec::new())
}

fn absent(kind: &ServiceKind) -> Bilingual {
    Bilingual::new(
        format!("附页没有列出“{}”（{}）", kind.name.zh, kind.class),
        format!("The annex does not list “{}” ({}, {})", kind.name.zh, kind.name.en, kind.class),
    )
}

fn licensed(kind: &ServiceKind, entries: &[&Service]) -> (Bilingual, Vec<Span>) {
    let mut quotes = Vec::new();
    let mut spans = Vec::new();
    for entry in entries {
        spans.push(entry.name.span);
        spans.extend(entry.limited_to.iter().map(|limit| limit.span));
        quotes.push(if entry.limited_to.is_empty() {
            entry.name.value.clone()
        } else {
            format!("{}（仅限{}）", entry.name.value, listed(&entry.limited_to))
        });
    }
    let quotes = quotes.join("”“");
    let text =
        Bilingual::new(format!("附页准许经营“{quotes}”"), format!("The annex licenses “{quotes}” ({})", kind.name.en));
    (text, spans)
}

/// Whether this entry of the annex licenses `item`.
fn item_reason(kind: &ServiceKind, item: &ItemKind, entry: &Service) -> Outcome {
    let name = &item.name;
    if let Some((phrase, word)) = item.find_in(&entry.excludes) {
        let same = same_service(item, word);
        let text = Bilingual::new(
            format!("附页写明“{}”不含“{word}”{}", entry.name.value, same.zh),
            format!("The annex excludes “{word}” ({}) from “{}”{}", name.en, entry.name.value, same.en),
        );
        return (ApplicabilityState::NotApplicable, text, vec![entry.name.span, phrase.span]);
    }
    let named = std::slice::from_ref(&entry.name);
    if let Some((phrase, word)) = item.find_in(named) {
        let text =
            Bilingual::new(format!("附页准许经营“{word}”"), format!("The annex licenses “{word}” ({})", name.en));
        return (ApplicabilityState::Applicable, text, vec![phrase.span]);
    }
    for (phrases, words) in [(&entry.limited_to, ("仅限", "limited to")), (&entry.includes, ("含", "including"))] {
        if let Some((phrase, word)) = item.find_in(phrases) {
            let same = same_service(item, word);
            let text = Bilingual::new(
                format!("附页写明“{}”{}“{word}”{}", entry.name.value, words.0, same.zh),
                format!("The annex lists “{}”, {} “{word}” ({}){}", entry.name.value, words.1, name.en, same.en),
            );
            return (ApplicabilityState::Applicable, text, vec![entry.name.span, phrase.span]);
        }
    }
    if kind.names_an_item(&entry.name.value) {
        let text = Bilingual::new(
            format!("附页只列出“{}”，不包括“{}”", entry.name.value, name.zh),
            format!("The annex only lists “{}”, which leaves out “{}” ({})", entry.name.value, name.zh, name.en),
        );
        return (ApplicabilityState::NotApplicable, text, vec![entry.name.span]);
    }
    if let Some(limit) = entry.limited_to.iter().find(|limit| kind.names_an_item(&limit.value)) {
        let text = Bilingual::new(
            format!("附页写明“{}”仅限“{}”，不包括“{}”", entry.name.value, limit.value, name.zh),
            format!(
                "The annex limits “{}” to “{}”, which leaves out “{}” ({})",
                entry.name.value, limit.value, name.zh, name.en
            ),
        );
        return (ApplicabilityState::NotApplicable, text, vec![entry.name.span, limit.span]);
    }
    not_excluded(item, entry)
}

fn not_excluded(item: &ItemKind, entry: &Service) -> Outcome {
    let name = &item.name;
    let mut spans = vec![entry.name.span];
    spans.extend(entry.excludes.iter().map(|phrase| phrase.span));
    let text = if entry.excludes.is_empty() {
        Bilingual::new(
            format!("附页准许经营“{}”，没有排除任何服务项目，包括“{}”", entry.name.value, name.zh),
            format!(
                "The annex licenses “{}” and excludes no item of it, so “{}” ({}) is included",
                entry.name.value, name.zh, name.en
            ),
        )
    } else {
        Bilingual::new(
            format!(
                "附页准许经营“{}”，不含“{}”；“{}”不在排除之列，属于其余服务项目",
                entry.name.value,
                listed(&entry.excludes),
                name.zh
            ),
            format!(
                "The annex licenses “{}” without “{}”; “{}” ({}) is not excluded and so remains",
                entry.name.value,
                listed(&entry.excludes),
                name.zh,
                name.en
            ),
        )
    };
    (ApplicabilityState::Applicable, text, spans)
}

/// The addition that annex and provision use different names for the same service; empty if the names are equal.
fn same_service(item: &ItemKind, word: &str) -> Bilingual {
    if word == item.name.zh {
        return Bilingual::default();
    }
    Bilingual::new(
        format!("；条文所称“{}”与附页“{word}”为同一服务", item.name.zh),
        format!("; what the provision calls “{}” is the same service", item.name.zh),
    )
}

fn listed(phrases: &[Spanned<String>]) -> String {
    phrases.iter().map(|phrase| phrase.value.as_str()).collect::<Vec<_>>().join("、")
}
