//! Documents of an organisation: D-0001 with its title and its pages, and whether words are quoted as they stand there.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::blob::{Blob, add_blob, blob_of, digest_of};
use super::columns::Instant;
use super::counter::{Series, take_numbers};
use super::entity::{document, document_page};
use super::id::DocumentPageId;
use super::insert::insert_all;
use super::key::organisation_key_of;
use super::{BlobId, DocumentId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::keys::{MasterKey, OrganisationKey};
use crate::domain::log::Digest;
use crate::domain::page_text::PageText;
use crate::domain::quotation::{Standing, find, find_over};

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// Its number: D-0001 is 1.
    pub number: i64,
    /// Its file.
    pub blob: BlobId,
    /// SHA-256 of the file as it was sent.
    pub sha256: Digest,
    /// What the file is, by its content: `application/pdf`.
    pub media_type: String,
    /// As whoever stored it called it.
    pub title: String,
    /// When.
    pub stored_at: DateTime<Utc>,
    /// How many pages; 0 where it is kept and not read.
    pub pages: u32,
    /// Whether any of them has text.
    pub has_text: bool,
}

impl Document {
    /// The number as people write it.
    #[must_use]
    pub fn label(&self) -> String {
        Series::Document.label(self.number)
    }
}

/// A document that is being stored.
#[derive(Clone, Debug)]
pub struct NewDocument<'a> {
    /// Its file, which is stored already.
    pub blob: &'a Blob,
    /// What the file is, by its content.
    pub media_type: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Its pages in their order.
    pub pages: &'a [PageText],
}

/// Remembers a document with its file and its pages; gives its number.
pub async fn add_document(
    txn: &DatabaseTransaction,
    scope: Scope,
    key: &OrganisationKey,
    new: NewDocument<'_>,
    ids: &mut dyn IdSource,
) -> Result<i64, StorageError> {
    add_blob(txn, scope, key, new.blob, ids).await?;
    let number = take_numbers(txn, scope, Series::Document, 1).await?;
    let id = DocumentId::new(ids);
    let place = scope.place(id.as_uuid(), "document.title");
    let count = new.pages.len();
    let row = document::Model {
        id,
        organisation_id: scope.organisation(),
        number,
        blob_id: new.blob.id,
        sha256: new.blob.sha256.0.to_vec(),
        media_type: new.media_type.to_owned(),
        title: Encrypted::seal(key, &place, &new.title.to_owned(), ids.nonce()),
        stored_at: Instant::from(ids.now()),
        pages: i32::try_from(count).map_err(|_| too_many(count))?,
        has_text: new.pages.iter().any(PageText::has_text),
    };
    insert_all(txn, vec![row]).await?;
    // Sealed some at a time, so that a long document does not lie in memory twice.
    for (chunk, pages) in (0..).zip(new.pages.chunks(50)) {
        let mut rows = Vec::with_capacity(pages.len());
        for (at, page) in (1..).zip(pages) {
            let own = DocumentPageId::new(ids);
            let place = scope.place(own.as_uuid(), "document_page.words");
            rows.push(document_page::Model {
                id: own,
                organisation_id: scope.organisation(),
                document_id: id,
                number: chunk * 50 + at,
                words: Encrypted::seal(key, &place, page, ids.nonce()),
            });
        }
        insert_all(txn, rows).await?;
    }
    Ok(number)
}

fn too_many(count: usize) -> StorageError {
    StorageError::TooMany {
        what: "document.pages",
        count: count as u64,
    }
}

/// Every document of an organisation, the newest first.
pub async fn documents_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
) -> Result<Vec<Document>, StorageError> {
    let Some(key) = organisation_key_of(conn, scope, master).await? else {
        return Ok(Vec::new());
    };
    let rows = scope.rows::<document::Entity>();
    let rows = rows
        .order_by_desc(document::Column::Number)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|row| opened(scope, &key, row))
        .collect()
}

/// A document by its number.
pub async fn document_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    number: i64,
) -> Result<Option<Document>, StorageError> {
    let rows = scope.rows::<document::Entity>();
    let row = rows
        .filter(document::Column::Number.eq(number))
        .one(conn)
        .await?;
    let key = organisation_key_of(conn, scope, master).await?;
    row.zip(key)
        .map(|(row, key)| opened(scope, &key, row))
        .transpose()
}

/// The number of the document that has these bytes.
pub async fn document_with(
    conn: &impl ConnectionTrait,
    scope: Scope,
    sha256: &Digest,
) -> Result<Option<i64>, StorageError> {
    let rows = scope.rows::<document::Entity>();
    let row = rows.filter(document::Column::Sha256.eq(sha256.0.to_vec()));
    Ok(row.one(conn).await?.map(|row| row.number))
}

/// The file of a document.
///
/// # Errors
/// [`StorageError::NotThere`].
pub async fn file_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    document: &Document,
) -> Result<Blob, StorageError> {
    let key = organisation_key_of(conn, scope, master).await?;
    let key = key.ok_or(StorageError::KeyMissing)?;
    blob_of(conn, scope, &key, document.blob).await
}

/// The text of a page, counted from 1; none where there is no such page.
pub async fn page_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (document, number): (DocumentId, u32),
) -> Result<Option<PageText>, StorageError> {
    let Some(key) = organisation_key_of(conn, scope, master).await? else {
        return Ok(None);
    };
    page_with(conn, scope, &key, (document, number)).await
}

async fn page_with(
    conn: &impl ConnectionTrait,
    scope: Scope,
    key: &OrganisationKey,
    (document, number): (DocumentId, u32),
) -> Result<Option<PageText>, StorageError> {
    let rows = scope
        .rows::<document_page::Entity>()
        .filter(document_page::Column::DocumentId.eq(document))
        .filter(document_page::Column::Number.eq(i64::from(number)));
    let Some(row) = rows.one(conn).await? else {
        return Ok(None);
    };
    let place = scope.place(row.id.as_uuid(), "document_page.words");
    Ok(Some(row.words.open(key, &place)?))
}

/// Whether words are quoted as they stand on a page of a document. Other pages are looked at only where they do not.
/// `None` where there is no such document, or no such page in a document that has pages.
///
/// # Errors
/// Where the database cannot be read or a page does not open.
pub async fn quotation_on_page(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (document, page): (&Document, u32),
    quotation: &str,
) -> Result<Option<Standing>, StorageError> {
    if document.pages == 0 {
        return Ok(Some(Standing::NotChecked));
    }
    let Some(key) = organisation_key_of(conn, scope, master).await? else {
        return Ok(None);
    };
    let Some(named) = page_with(conn, scope, &key, (document.id, page)).await? else {
        return Ok(None);
    };
    if let Some(found) = find(&named, quotation) {
        return Ok(Some(Standing::Here(found)));
    }
    let next = page_with(conn, scope, &key, (document.id, page + 1)).await?;
    if let Some(over) = next.and_then(|next| find_over(&named, &next, quotation)) {
        return Ok(Some(Standing::Over(over)));
    }
    // Those beside it first: a page is often miscounted by one or two.
    let mut others: Vec<u32> = (1..=document.pages)
        .filter(|other| *other != page)
        .collect();
    others.sort_by_key(|other| other.abs_diff(page));
    for other in others {
        let Some(text) = page_with(conn, scope, &key, (document.id, other)).await? else {
            continue;
        };
        let stands = find(&text, quotation).is_some() || {
            let next = page_with(conn, scope, &key, (document.id, other + 1)).await?;
            next.is_some_and(|next| find_over(&text, &next, quotation).is_some())
        };
        if stands {
            return Ok(Some(Standing::OnPage(other)));
        }
    }
    Ok(Some(if named.has_text() {
        Standing::Nowhere
    } else {
        Standing::NotChecked
    }))
}

fn opened(
    scope: Scope,
    key: &OrganisationKey,
    row: document::Model,
) -> Result<Document, StorageError> {
    let place = scope.place(row.id.as_uuid(), "document.title");
    Ok(Document {
        id: row.id,
        number: row.number,
        blob: row.blob_id,
        sha256: digest_of(&row.sha256)?,
        media_type: row.media_type,
        title: row.title.open(key, &place)?,
        stored_at: row.stored_at.utc(),
        pages: u32::try_from(row.pages).unwrap_or(0),
        has_text: row.has_text,
    })
}
