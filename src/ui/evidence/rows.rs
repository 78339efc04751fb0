//! Which evidence is listed, and in which order.

use super::previews::kind_of;
use super::words::{SOON, kind_word, state_words, uses_in_short};
use crate::file_type::Kind;
use crate::ui::ViewContext;
use crate::ui::kit::Tokens;
use crate::variants::all;
use crate::workbook::{Evidence, EvidenceState, EvidenceUse, Sha256};
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use strum::VariantArray;

/// What is listed: every condition that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a chip to press")]
pub struct Narrowed {
    /// Words, all of which must be found in the name, the description, the uses or the hash.
    pub text: String,
    /// Of one of these kinds; of any where there is none.
    pub kinds: BTreeSet<Kind>,
    /// Used nowhere, and no former version.
    pub unused: bool,
    /// Past its last good day, or soon.
    pub expiring: bool,
    /// Changed, missing or unreadable when it was checked.
    pub wrong: bool,
    /// Marked as confidential.
    pub confidential: bool,
}

/// The columns of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum Column {
    /// By name.
    Name,
    /// By kind of file.
    Kind,
    /// By size.
    Size,
    /// By where it is used.
    Uses,
    /// By the last good day.
    ValidUntil,
    /// By how its bytes stand.
    State,
    /// By when.
    #[default]
    At,
    /// By who attached it.
    By,
    /// By the day the document speaks for.
    Effective,
}

impl Column {
    /// All columns, in their order.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The id of its name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "evidence-column-name",
            Self::Kind => "evidence-column-kind",
            Self::Size => "evidence-column-size",
            Self::By => "evidence-column-by",
            Self::At => "evidence-column-at",
            Self::Effective => "evidence-column-effective",
            Self::ValidUntil => "evidence-column-valid-until",
            Self::Uses => "evidence-column-uses",
            Self::State => "evidence-column-state",
        }
    }
}

/// What the list is made from.
#[derive(Clone, PartialEq)]
struct Basis {
    revision: u64,
    today: NaiveDate,
    language: crate::language::Language,
    narrowed: Narrowed,
    sort: (Column, bool),
    checked: Option<chrono::DateTime<chrono::Utc>>,
}

/// The list, kept until something that matters changes.
pub(super) struct Rows {
    basis: Basis,
    /// What is listed, in order.
    pub(super) hashes: Arc<[Sha256]>,
    /// Where everything is used.
    pub(super) uses: Arc<BTreeMap<Sha256, Vec<EvidenceUse>>>,
    /// What nothing uses.
    pub(super) unused: Arc<BTreeSet<Sha256>>,
}

impl Rows {
    /// The list of this frame, made anew only where it must be.
    pub(super) fn of<'a>(
        kept: &'a mut Option<Self>,
        context: &ViewContext<'_>,
        narrowed: &Narrowed,
        sort: (Column, bool),
    ) -> &'a Self {
        let basis = Basis {
            revision: context.workbook.revision(),
            today: context.today,
            language: context.locale.language,
            narrowed: narrowed.clone(),
            sort,
            checked: context.checks.at,
        };
        if kept.as_ref().is_some_and(|rows| rows.basis != basis) {
            *kept = None;
        }
        kept.get_or_insert_with(|| Self::make(context, basis))
    }

    fn make(context: &ViewContext<'_>, basis: Basis) -> Self {
        let uses = context.workbook.evidence_uses();
        let unused: BTreeSet<Sha256> = context.workbook.unused_evidence().into_iter().collect();
        let fits = |hash: &Sha256, evidence: &Evidence| {
            let narrowed = &basis.narrowed;
            let of = uses.get(hash).map(Vec::as_slice).unwrap_or_default();
            (narrowed.kinds.is_empty() || narrowed.kinds.contains(&kind_of(evidence)))
                && (!narrowed.unused || unused.contains(hash))
                && (!narrowed.expiring || is_expiring(evidence, basis.today))
                && (!narrowed.wrong || is_wrong(context.checks.states.get(hash)))
                && (!narrowed.confidential || evidence.confidential)
                && finds(context, &narrowed.text, (*hash, evidence), of)
        };
        let mut rows: Vec<(&Sha256, &Evidence)> =
            context.workbook.evidence.iter().filter(|(hash, evidence)| fits(hash, evidence)).collect();
        sort(&mut rows, context, &uses, basis.sort);
        Self {
            hashes: rows.into_iter().map(|(hash, _)| *hash).collect(),
            uses: Arc::new(uses),
            unused: Arc::new(unused),
            basis,
        }
    }
}

/// Whether its last good day has passed or is near.
pub(super) fn is_expiring(evidence: &Evidence, today: NaiveDate) -> bool {
    evidence.valid_until.is_some_and(|day| (day - today).num_days() <= SOON)
}

/// Whether its bytes are not as they should be.
pub(super) fn is_wrong(state: Option<&EvidenceState>) -> bool {
    state.is_some_and(EvidenceState::is_bad)
}

fn finds(context: &ViewContext<'_>, text: &str, (hash, evidence): (Sha256, &Evidence), uses: &[EvidenceUse]) -> bool {
    if text.trim().is_empty() {
        return true;
    }
    let uses = uses.iter().map(|place| {
        let (short, long, _) = super::words::use_words(context, *place);
        format!("{short} {long}")
    });
    let by = evidence.attached_by.map(|id| context.person(id)).unwrap_or_default();
    let words = [evidence.name.as_str(), &evidence.description, by, &hash.to_string()].map(str::to_owned);
    let everything = words.into_iter().chain(uses).collect::<Vec<_>>().join("\n").to_lowercase();
    text.to_lowercase().split_whitespace().all(|word| everything.contains(word))
}

/// Sorts by a column; what is equal there goes by name, so that the order is always the same.
fn sort(
    rows: &mut [(&Sha256, &Evidence)],
    context: &ViewContext<'_>,
    uses: &BTreeMap<Sha256, Vec<EvidenceUse>>,
    (by, downward): (Column, bool),
) {
    let name = |e: &Evidence| e.name.to_lowercase();
    match by {
        Column::Name => rows.sort_by_cached_key(|(hash, e)| (name(e), **hash)),
        Column::Kind => rows.sort_by_cached_key(|(hash, e)| (kind_word(context, kind_of(e)), name(e), **hash)),
        Column::Size => rows.sort_by_cached_key(|(hash, e)| (e.size, name(e), **hash)),
        Column::By => {
            rows.sort_by_cached_key(|(hash, e)| (e.attached_by.map(|id| context.person(id)), name(e), **hash));
        }
        Column::At => rows.sort_by_cached_key(|(hash, e)| (e.attached_at, name(e), **hash)),
        Column::Effective => rows.sort_by(|(_, a), (_, b)| none_last(a.effective_on, b.effective_on)),
        Column::ValidUntil => rows.sort_by(|(_, a), (_, b)| none_last(a.valid_until, b.valid_until)),
        Column::Uses => {
            let words = |hash: &Sha256| uses_in_short(context, uses.get(hash).map(Vec::as_slice).unwrap_or_default());
            rows.sort_by_cached_key(|(hash, e)| (words(hash), name(e), **hash));
        }
        Column::State => {
            let tokens = Tokens::light();
            let word = |hash: &Sha256| state_words(context, tokens, context.checks.states.get(hash)).1;
            rows.sort_by_cached_key(|(hash, e)| (word(hash), name(e), **hash));
        }
    }
    if downward {
        rows.reverse();
    }
}

fn none_last(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Ordering {
    (a.is_none(), a).cmp(&(b.is_none(), b))
}
