//! One order: the account, the proof that each name is ours, the certificate.

use instant_acme::{
    Account, AuthorizationStatus, ChallengeType, Identifier, NewAccount, NewOrder, OrderStatus,
    RetryPolicy,
};
use rcgen::{CertificateParams, CustomExtension, DistinguishedName, KeyPair};
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::CertifiedKey;

use super::http::Client;
use super::{AcmeSettings, Folder, Shown};

/// Gets a certificate; its key, the certificate and the chain as PEM.
pub(super) async fn certificate(
    settings: &AcmeSettings,
    folder: &Folder,
    shown: &Shown,
) -> Result<String, String> {
    let account = account(settings, folder).await?;
    let names: Vec<_> = settings
        .domains
        .iter()
        .map(|name| Identifier::Dns(name.clone()))
        .collect();
    let result = ordered(&account, &names, settings, shown).await;
    shown.forget_answers();
    result
}

async fn ordered(
    account: &Account,
    names: &[Identifier],
    settings: &AcmeSettings,
    shown: &Shown,
) -> Result<String, String> {
    let mut order = account
        .new_order(&NewOrder::new(names))
        .await
        .map_err(told)?;
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.map_err(told)?;
        match authorization.status {
            AuthorizationStatus::Valid => continue,
            AuthorizationStatus::Pending => {}
            other => return Err(format!("the authority calls a name {other:?}")),
        }
        let challenge = authorization.challenge(ChallengeType::TlsAlpn01);
        let mut challenge = challenge.ok_or("the authority offers no TLS-ALPN-01")?;
        let name = challenge.identifier().to_string();
        let digest = challenge.key_authorization().digest();
        shown.answer(&name, answer(&name, digest.as_ref())?);
        challenge.set_ready().await.map_err(told)?;
    }
    let patience = RetryPolicy::new().timeout(std::time::Duration::from_secs(120));
    let status = order.poll_ready(&patience).await.map_err(told)?;
    if status != OrderStatus::Ready && status != OrderStatus::Valid {
        return Err(format!(
            "the authority did not find this server under {}: the order is {status:?}",
            settings.domains.join(", ")
        ));
    }
    let key = KeyPair::generate().map_err(told)?;
    let mut params = CertificateParams::new(settings.domains.clone()).map_err(told)?;
    params.distinguished_name = DistinguishedName::new();
    let request = params.serialize_request(&key).map_err(told)?;
    order.finalize_csr(request.der()).await.map_err(told)?;
    let chain = order.poll_certificate(&patience).await.map_err(told)?;
    Ok(format!("{}{chain}", key.serialize_pem()))
}

/// The account that is kept, or a new one.
async fn account(settings: &AcmeSettings, folder: &Folder) -> Result<Account, String> {
    let client = || Client::trusting(settings.root.as_deref()).map(Box::new);
    let kept = folder.account();
    if let Some(credentials) = kept.and_then(|json| serde_json::from_str(&json).ok()) {
        let builder = Account::builder_with_http(client()?);
        return builder.from_credentials(credentials).await.map_err(told);
    }
    let contact = settings
        .contact
        .as_ref()
        .map(|address| format!("mailto:{address}"));
    let contact: Vec<&str> = contact.iter().map(String::as_str).collect();
    let wanted = NewAccount {
        contact: &contact,
        terms_of_service_agreed: true,
        only_return_existing: false,
    };
    let builder = Account::builder_with_http(client()?);
    let made = builder
        .create(&wanted, settings.directory.clone(), None)
        .await;
    let (account, credentials) = made.map_err(told)?;
    folder.put_account(&serde_json::to_string(&credentials).map_err(told)?)?;
    Ok(account)
}

/// What the server shows to an authority: a certificate that it signed itself and that carries the digest.
fn answer(name: &str, digest: &[u8]) -> Result<CertifiedKey, String> {
    if digest.len() != 32 {
        return Err("the digest of an answer has 32 bytes".to_owned());
    }
    let mut params = CertificateParams::new([name.to_owned()]).map_err(told)?;
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(digest)];
    let key = KeyPair::generate().map_err(told)?;
    let certificate = params.self_signed(&key).map_err(told)?;
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    // Put together by hand: the usual way refuses an extension that is critical and that no visitor knows.
    let key = any_supported_type(&private).map_err(told)?;
    Ok(CertifiedKey::new(vec![certificate.der().clone()], key))
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
