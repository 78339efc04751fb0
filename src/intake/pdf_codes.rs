//! The meaning of character codes of fonts without a map to Unicode, by their predefined encodings.

use hayro::hayro_interpret::font::OutlineGlyph;
use hayro::hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use std::cell::OnceCell;
use std::collections::HashMap;

/// The composite fonts of a PDF that have no map to Unicode; read when the first of them is met.
pub(super) struct Codes<'a> {
    pdf: &'a Pdf,
    by_name: OnceCell<HashMap<String, Encoding>>,
}

/// How the codes of a font become characters.
struct Encoding {
    /// From codes to characters of the collection.
    to_cid: CMap,
    /// From characters of the collection to Unicode.
    to_unicode: CMap,
}

impl<'a> Codes<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, by_name: OnceCell::new() }
    }

    /// The character of a glyph that the font itself does not tell.
    pub(super) fn character(&self, glyph: &OutlineGlyph) -> Option<char> {
        let name = glyph.font_data()?.postscript_name?;
        let encoding = self.by_name.get_or_init(|| encodings(self.pdf)).get(&name)?;
        let code = glyph.char_code();
        let cid = (1..=4).find_map(|length| encoding.to_cid.lookup_cid_code(code, length))?;
        match encoding.to_unicode.lookup_bf_string(cid)? {
            BfString::Char(character) => Some(character),
            BfString::String(characters) => characters.chars().next(),
        }
    }
}

/// The encodings of all composite fonts, by the name of the font without the prefix of its subset.
fn encodings(pdf: &Pdf) -> HashMap<String, Encoding> {
    let mut found = HashMap::new();
    for object in pdf.objects() {
        let Object::Dict(font) = object else { continue };
        let is_composite = font.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Type0");
        let Some(name) = font.get::<Name<'_>>("BaseFont").filter(|_| is_composite) else { continue };
        if let Some(encoding) = encoding(&font) {
            found.entry(without_prefix(name.as_str()).to_owned()).or_insert(encoding);
        }
    }
    found
}

fn encoding(font: &Dict<'_>) -> Option<Encoding> {
    let to_cid = named(font).or_else(|| {
        let stream = font.get::<Stream<'_>>("Encoding")?;
        CMap::parse(&stream.decoded_data().ok()?, load_embedded)
    })?;
    let collection = to_cid.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
    let family = match collection.filter(|family| *family != CidFamily::AdobeIdentity) {
        Some(family) => family,
        None => declared(font)?,
    };
    let to_unicode = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
    Some(Encoding { to_cid, to_unicode })
}

/// The predefined encoding that a composite font names.
fn named(font: &Dict<'_>) -> Option<CMap> {
    let name = font.get::<Name<'_>>("Encoding")?;
    let name = CMapName::from_bytes(&name);
    if name == CMapName::IdentityH || name == CMapName::IdentityV {
        return Some(CMap::identity_h());
    }
    CMap::parse(load_embedded(name)?, load_embedded)
}

/// The collection that the descendant of a composite font declares.
fn declared(font: &Dict<'_>) -> Option<CidFamily> {
    let descendant = font.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let [registry, ordering] = ["Registry", "Ordering"].map(|key| info.get::<PdfString<'_>>(key));
    Some(CidFamily::from_registry_ordering(registry?.as_bytes(), ordering?.as_bytes()))
}

fn without_prefix(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 && prefix.bytes().all(|byte| byte.is_ascii_uppercase()) => rest,
        _ => name,
    }
}
