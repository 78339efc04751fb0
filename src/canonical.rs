//! Canonical JSON after RFC 8785 (JSON Canonicalization Scheme): equal values give equal bytes, so that their digest
//! can be reproduced on any machine.

use serde_json::{Number, Value};
use std::fmt::Write as _;

/// `value` in its canonical form: no white space, members sorted by the UTF-16 code units of their names.
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number_text(number)),
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (i, (name, member)) in members.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                string(name, out);
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
    }
}

/// A string after RFC 8785, 3.2.2.2: only characters that JSON cannot contain literally are escaped.
fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' => {
                // Writing into a String cannot fail.
                let _ok = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// A number as ECMAScript writes it. JSON numbers are doubles there, so an integer too large for an exact double is
/// written as the nearest double.
fn number_text(number: &Number) -> String {
    const EXACT: u64 = 1 << 53;
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(n), _, _) if n.unsigned_abs() <= EXACT => n.to_string(),
        (_, Some(n), _) if n <= EXACT => n.to_string(),
        (_, _, Some(n)) => ryu_js::Buffer::new().format(n).to_owned(),
        (_, _, None) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> String {
        canonical(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn the_sample_of_the_rfc_comes_out_as_there() {
        // RFC 8785, 3.2.2 and 3.2.3, but for one digit too many for a double: that is for the reader to round.
        let sample = r#"{
            "numbers": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        }"#;
        let wanted = concat!(
            r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#,
            r#""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        );
        assert_eq!(of(sample), wanted);
    }

    #[test]
    fn members_are_sorted_as_in_the_rfc() {
        // RFC 8785, 3.2.3: by UTF-16 code units, where an emoji comes before a Hebrew ligature.
        let sample = r#"{
            "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
            "\u00f6": "Latin Small Letter O With Diaeresis"
        }"#;
        let text = of(sample);
        let order = ["Carriage Return", "One", "Control", "Diaeresis", "Euro Sign", "Emoji", "Hebrew"];
        let places: Vec<usize> = order.iter().map(|word| text.find(word).unwrap()).collect();
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn numbers_are_written_as_in_appendix_b() {
        for (bits, wanted) in [
            (0x0000_0000_0000_0000_u64, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            assert_eq!(number_text(&Number::from_f64(f64::from_bits(bits)).unwrap()), wanted, "{bits:x}");
        }
        assert_eq!(of("[0,-1,9007199254740992,18446744073709551615]"), "[0,-1,9007199254740992,18446744073709552000]");
    }

    #[test]
    fn white_space_and_order_make_no_difference() {
        assert_eq!(of("{ \"b\" : [ 1 , {} ] , \"a\" : \"\" }"), of("{\"a\":\"\",\"b\":[1,{}]}"));
        assert_eq!(of("{\"b\":1,\"a\":2}"), "{\"a\":2,\"b\":1}");
    }
}
