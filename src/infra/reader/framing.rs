//! Several parts in one answer: each with its length before it.

use crate::infra::pictures::Copies;

/// What a picture shows about itself, its copy and its preview, as one stretch of bytes.
pub(super) fn written(copies: &Copies) -> Option<Vec<u8>> {
    let head = serde_json::to_vec(&(&copies.look, copies.copy_size)).ok()?;
    let mut all = Vec::new();
    for part in [&head, &copies.copy, &copies.preview] {
        all.extend_from_slice(&u32::try_from(part.len()).ok()?.to_be_bytes());
        all.extend_from_slice(part);
    }
    Some(all)
}

/// The same again; nothing where it is not whole, or more than that.
pub(super) fn read(answer: &[u8]) -> Option<Copies> {
    let (head, rest) = part(answer)?;
    let (copy, rest) = part(rest)?;
    let (preview, rest) = part(rest)?;
    let (look, copy_size) = serde_json::from_slice(head).ok()?;
    rest.is_empty().then(|| Copies {
        look,
        copy: copy.to_vec(),
        copy_size,
        preview: preview.to_vec(),
    })
}

fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    rest.split_at_checked(length)
}
