//! A blob comes back to the byte, and nothing else passes for it.

use std::path::PathBuf;

use uuid::Uuid;

use super::*;
use crate::domain::keys::SEGMENT;
use crate::domain::log::Digest;

const SIZES: [usize; 6] = [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT + 7];

fn place(record: u128) -> Place {
    Place {
        organisation: Uuid::from_u128(1),
        record: Uuid::from_u128(record),
        field: "blob.content",
    }
}

fn plain(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251) as u8).collect()
}

async fn put(blobs: &Blobs, record: u128, plain: &[u8], part: usize) -> Blob {
    let (id, key) = (
        BlobId::from(Uuid::from_u128(record)),
        SubjectKey::new([7; 32]),
    );
    let mut writing = blobs
        .begin((id, place(record)), &key, ([9; HEAD - 1], 1 << 30))
        .unwrap();
    for part in plain.chunks(part.max(1)) {
        writing.push(part).await.unwrap();
    }
    let received = writing.finish().await.unwrap();
    assert_eq!(received.sha256, Digest::of(&[plain]));
    assert_eq!(received.first, plain[..plain.len().min(8 * 1024)]);
    Blob {
        id,
        sha256: received.sha256,
        bytes: received.bytes,
        key,
    }
}

async fn whole(blobs: &Blobs, record: u128, blob: &Blob) -> Result<Vec<u8>, BlobError> {
    let reading = blobs.open(place(record), blob).await?;
    Ok(reading.whole(1 << 30).await?.to_vec())
}

#[tokio::test]
async fn every_length_comes_back_however_it_came_in() {
    let folder = tempfile::tempdir().unwrap();
    for blobs in [
        Blobs::in_folder(folder.path().join("blobs")),
        Blobs::in_memory(),
    ] {
        for (record, length) in (1..).zip(SIZES) {
            let plain = plain(length);
            for (offset, part) in [7, SEGMENT, SEGMENT + 1, 1 << 20].into_iter().enumerate() {
                let record = record * 10 + offset as u128;
                let blob = put(&blobs, record, &plain, part).await;
                assert!(blobs.is_there(blob.id, blob.bytes).await);
                assert_eq!(whole(&blobs, record, &blob).await.unwrap(), plain);
            }
        }
    }
}

fn only_file(folder: &Path) -> PathBuf {
    let mut found = Vec::new();
    for part in std::fs::read_dir(folder).unwrap() {
        for file in std::fs::read_dir(part.unwrap().path()).unwrap() {
            found.push(file.unwrap().path());
        }
    }
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[tokio::test]
async fn what_is_changed_cut_swapped_or_gone_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(folder.path().to_owned());
    let plain = plain(2 * SEGMENT + 100);
    let blob = put(&blobs, 5, &plain, 10_000).await;
    let file = only_file(folder.path());
    let sealed = std::fs::read(&file).unwrap();
    assert!(!sealed.windows(20).any(|part| part == &plain[..20]));
    let frame = SEGMENT + 16;
    let swapped = [
        &sealed[..HEAD],
        &sealed[HEAD + frame..HEAD + 2 * frame],
        &sealed[HEAD..HEAD + frame],
        &sealed[HEAD + 2 * frame..],
    ]
    .concat();
    let mut broken = vec![
        swapped,
        sealed[..sealed.len() - 1].to_vec(),
        [sealed.clone(), vec![0]].concat(),
        Vec::new(),
    ];
    for at in [0, 1, HEAD, HEAD + frame + 5, sealed.len() - 1] {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        broken.push(flipped);
    }
    for bytes in broken {
        std::fs::write(&file, bytes).unwrap();
        assert!(matches!(
            whole(&blobs, 5, &blob).await,
            Err(BlobError::Changed)
        ));
    }
    std::fs::write(&file, &sealed).unwrap();
    assert!(whole(&blobs, 5, &blob).await.is_ok());
    // At another row it does not open, and with another hash in its row it is not believed.
    assert!(matches!(
        whole(&blobs, 6, &blob).await,
        Err(BlobError::Changed)
    ));
    let other = Blob {
        sha256: Digest::of(&[b"other"]),
        ..blob.clone()
    };
    assert!(matches!(
        whole(&blobs, 5, &other).await,
        Err(BlobError::Changed)
    ));
    blobs.remove(blob.id).await;
    assert!(!blobs.is_there(blob.id, blob.bytes).await);
    assert!(matches!(
        whole(&blobs, 5, &blob).await,
        Err(BlobError::Missing)
    ));
}

#[tokio::test]
async fn too_many_bytes_and_what_is_not_finished_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(folder.path().to_owned());
    let (id, key) = (BlobId::from(Uuid::from_u128(1)), SubjectKey::new([7; 32]));
    let mut writing = blobs
        .begin((id, place(1)), &key, ([9; HEAD - 1], 100))
        .unwrap();
    writing.push(&[0; 100]).await.unwrap();
    let refused = writing.push(&[0]).await;
    assert!(matches!(refused, Err(BlobError::TooLarge { most: 100 })));
    drop(writing);
    let own = std::fs::read_dir(folder.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(std::fs::read_dir(own.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_blob_is_read_from_any_place_and_a_changed_segment_is_noticed() {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("blobs");
    for blobs in [Blobs::in_folder(kept.clone()), Blobs::in_memory()] {
        for (record, length) in (1..).zip(SIZES) {
            let plain = plain(length);
            let blob = put(&blobs, record, &plain, SEGMENT).await;
            let mut seeking = blobs.seek(place(record), &blob).unwrap();
            let mut all = Vec::new();
            seeking.read_to_end(&mut all).unwrap();
            assert_eq!(all, plain);
            for at in [
                0,
                1,
                length / 2,
                length.saturating_sub(1),
                length,
                length + 5,
            ] {
                seeking.seek(SeekFrom::Start(at as u64)).unwrap();
                let mut part = Vec::new();
                (&mut seeking).take(70_000).read_to_end(&mut part).unwrap();
                let from = at.min(length);
                assert_eq!(
                    part,
                    plain[from..length.min(from + 70_000)],
                    "{length} from {at}"
                );
            }
            assert_eq!(seeking.seek(SeekFrom::End(0)).unwrap(), length as u64);
            assert!(
                seeking
                    .seek(SeekFrom::Current(-(length as i64) - 1))
                    .is_err()
            );
            assert!(
                blobs
                    .seek(place(record + 1_000), &blob)
                    .is_ok_and(|mut other| {
                        other.read_to_end(&mut Vec::new()).is_err() || length == 0
                    })
            );
        }
    }
    // Two segments that change places, and one that lost a bit.
    let plain = plain(3 * SEGMENT);
    let blobs = Blobs::in_folder(kept.clone());
    let blob = put(&blobs, 99, &plain, SEGMENT).await;
    let path = path_of(&kept, blob.id);
    let good = std::fs::read(&path).unwrap();
    let frame = crate::domain::keys::FRAME;
    let mut swapped = good.clone();
    swapped[HEAD..HEAD + frame].copy_from_slice(&good[HEAD + frame..HEAD + 2 * frame]);
    let mut flipped = good.clone();
    flipped[HEAD + 10] ^= 1;
    for bad in [swapped, flipped] {
        std::fs::write(&path, bad).unwrap();
        let mut seeking = blobs.seek(place(99), &blob).unwrap();
        assert!(seeking.read(&mut [0; 10]).is_err());
        // The others are as they were.
        seeking.seek(SeekFrom::Start(2 * SEGMENT as u64)).unwrap();
        assert!(seeking.read(&mut [0; 10]).is_ok());
    }
}
