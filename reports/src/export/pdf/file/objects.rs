//! Objects in the letters of the format.

use std::io::Write as _;

use lopdf::{Dictionary, Object, StringFormat};

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// Writes an object.
pub(super) fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(if *value { &b"true"[..] } else { &b"false"[..] }),
        Object::Integer(value) => integer(out, *value),
        Object::Real(value) => real(out, *value),
        Object::Name(letters) => name(out, letters),
        Object::String(bytes, StringFormat::Hexadecimal) => hexadecimal(out, bytes),
        Object::String(bytes, StringFormat::Literal) => literal(out, bytes),
        Object::Array(list) => array(out, list),
        Object::Dictionary(dict) => dictionary(out, dict),
        // A stream is an object of its own; here only what is known of it can stand.
        Object::Stream(stream) => dictionary(out, &stream.dict),
        Object::Reference((number, generation)) => {
            integer(out, i64::from(*number));
            out.push(b' ');
            integer(out, i64::from(*generation));
            out.extend(b" R");
        }
    }
}

fn integer(out: &mut Vec<u8>, value: i64) {
    // Memory takes everything.
    let _ = write!(out, "{value}");
}

/// Writes a dictionary.
pub(super) fn dictionary(out: &mut Vec<u8>, dict: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dict {
        name(out, key);
        out.push(b' ');
        write(out, value);
    }
    out.extend(b">>");
}

fn array(out: &mut Vec<u8>, list: &[Object]) {
    out.push(b'[');
    for (index, one) in list.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        write(out, one);
    }
    out.push(b']');
}

/// Never with an exponent, which the format does not know.
fn real(out: &mut Vec<u8>, value: f32) {
    if value.is_finite() {
        let _ = write!(out, "{value}");
    } else {
        out.push(b'0');
    }
}

fn name(out: &mut Vec<u8>, letters: &[u8]) {
    out.push(b'/');
    for byte in letters {
        if byte.is_ascii_alphanumeric() || b"+-._:".contains(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            out.extend(two_digits(*byte));
        }
    }
}

fn hexadecimal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'<');
    for byte in bytes {
        out.extend(two_digits(*byte));
    }
    out.push(b'>');
}

/// A byte in two hexadecimal digits.
fn two_digits(byte: u8) -> [u8; 2] {
    [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)])
}

/// Every sign that could end or bend the string is escaped.
fn literal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            b' '..=b'~' => out.push(*byte),
            _ => out.extend([
                b'\\',
                b'0' + (byte >> 6),
                b'0' + (byte >> 3 & 7),
                b'0' + (byte & 7),
            ]),
        }
    }
    out.push(b')');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(object: &Object) -> String {
        let mut out = Vec::new();
        write(&mut out, object);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_string_ends_where_it_ends() {
        let hostile = Object::String(b") /JS (x\\".to_vec(), StringFormat::Literal);
        assert_eq!(written(&hostile), "(\\) /JS \\(x\\\\)");
        let bom = Object::String(vec![0xFE, 0xFF, 0, b')'], StringFormat::Literal);
        assert_eq!(written(&bom), "(\\376\\377\\000\\))");
    }

    #[test]
    fn a_name_holds_no_other_names() {
        let hostile = Object::Name(b"a /JS#<".to_vec());
        assert_eq!(written(&hostile), "/a#20#2FJS#23#3C");
    }

    #[test]
    fn numbers_have_no_exponent() {
        assert_eq!(written(&Object::Real(0.000_001)), "0.000001");
        assert_eq!(written(&Object::Real(f32::NAN)), "0");
    }
}
