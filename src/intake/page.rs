//! A page of a file as it was read: lines of characters with their places on the page.

/// A rectangle on a page. Coordinates are fractions of the width and height of the page as it is shown, from the upper
/// left corner: 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub left: f32,
    /// The upper edge.
    pub top: f32,
    /// The right edge.
    pub right: f32,
    /// The lower edge.
    pub bottom: f32,
}

/// A character on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// The character.
    pub character: char,
    /// Its place on the page as it is shown.
    pub place: Rect,
    /// How certain the character is, from 0 to 1; 1 for characters of a text layer.
    pub confidence: f32,
}

/// A line of text on a page, in reading direction.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLine {
    /// Its characters in order.
    pub glyphs: Vec<Glyph>,
    /// Its place on the page after the page was straightened; equal to the hull of the glyphs if the page was straight.
    /// Only the order of lines and the layout are derived from it.
    pub upright: Rect,
}

/// A page as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadPage {
    /// Width in points or pixels.
    pub width: f32,
    /// Height in the same unit.
    pub height: f32,
    /// The lines, in no particular order.
    pub lines: Vec<PageLine>,
}
