//! The filter and the order of the list of evidence.

use super::labels::{kind_word, state_words, uses_in_short};
use super::previews::kind_of;
use crate::deadlines::DUE_SOON_DAYS;
use crate::file_type::FileKind;
use crate::ui::ViewContext;
use crate::ui::kit::Tokens;
use crate::variants::all;
use crate::workbook::{Evidence, EvidenceState, EvidenceUse, Sha256};
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use strum::VariantArray;

/// The filter of the list. A piece is listed if it meets every condition that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a chip")]
pub struct Narrowed {
    /// Words, all of which must occur in the name, the description, the uses, the hash or the name of the person who
    /// attached it.
    pub text: String,
    /// The kinds of file. An empty set allows all.
    pub kinds: BTreeSet<FileKind>,
    /// It has no use, and is not a former version.
    pub unused: bool,
    /// The last day of validity has passed or is near.
    pub expiring: bool,
    /// It was changed, missing or unreadable at the latest check.
    pub wrong: bool,
    /// It is marked as confidential.
    pub confidential: bool,
}

/// The columns of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum Column {
    /// The name.
    Name,
    /// The kind of file.
    Kind,
    /// The size.
    Size,
    /// The uses.
    Uses,
    /// The last day of validity.
    ValidUntil,
    /// The state of the bytes.
    State,
    /// The time of attaching.
    #[default]
    At,
    /// The person who attached it.
    By,
    /// The day on which the document takes effect.
    Effective,
}

impl Column {
    /// All columns, in their order.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The message id of the name.
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

/// The inputs that the list depends on.
#[derive(Clone, PartialEq)]
struct Basis {
    revision: u64,
    today: NaiveDate,
    language: crate::language::Language,
    narrowed: Narrowed,
    sort: (Column, bool),
    checked: Option<chrono::DateTime<chrono::Utc>>,
}

/// The list, kept until one of its inputs changes.
pub(super) struct Rows {
    basis: Basis,
    /// The listed evidence, in order.
    pub(super) hashes: Arc<[Sha256]>,
    /// The uses of all evidence.
    pub(super) uses: Arc<BTreeMap<Sha256, Vec<EvidenceUse>>>,
    /// The evidence without a use.
    pub(super) unused: Arc<BTreeSet<Sha256>>,
}

impl Rows {
    /// The list for this frame, rebuilt only if an input changed.
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

/// Whether the last day of validity has passed or is near.
pub(super) fn is_expiring(evidence: &Evidence, today: NaiveDate) -> bool {
    evidence.valid_until.is_some_and(|day| (day - today).num_days() <= DUE_SOON_DAYS)
}

/// Whether the bytes are changed, missing or unreadable.
pub(super) fn is_wrong(state: Option<&EvidenceState>) -> bool {
    state.is_some_and(EvidenceState::is_bad)
}

fn finds(context: &ViewContext<'_>, text: &str, (hash, evidence): (Sha256, &Evidence), uses: &[EvidenceUse]) -> bool {
    if text.trim().is_empty() {
        return true;
    }
    let uses = uses.iter().map(|place| {
        let (short, long, _) = super::labels::use_words(context, *place);
        format!("{short} {long}")
    });
    let by = evidence.attached_by.map(|id| context.person(id)).unwrap_or_default();
    let words = [evidence.name.as_str(), &evidence.description, by, &hash.to_string()].map(str::to_owned);
    let everything = words.into_iter().chain(uses).collect::<Vec<_>>().join("\n").to_lowercase();
    text.to_lowercase().split_whitespace().all(|word| everything.contains(word))
}

/// Sorts by a column. Equal rows are ordered by name, so that the order is deterministic.
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
