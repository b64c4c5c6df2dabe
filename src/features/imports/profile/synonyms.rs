//! Headings that people use, in English, Spanish and French, and what they mean. A guess that people confirm.

use super::Field;
use crate::features::imports::tables::months::plain_words;

/// Headings by field, in plain words with `|` between them. The order decides nothing: a heading belongs to one field only.
const HEADINGS: [(Field, &str); 43] = [
    (
        Field::SourceId,
        "id|identifier|reference|ref|reference number|ref no|grant id|grant number|\
         grant reference|grant ref|grant no|award ref|award reference|contract reference|\
         agreement ref|agreement reference|agreement no|project ref|project reference|unique id|\
         award id|award number|contract id|contract number|contract no|contract ref|agreement id|\
         agreement number|agreement|activity identifier|iati identifier|project id|\
         project number|ocid|numero de contrato|no contrato|contrato|codigo|identificador|\
         expediente|id contrato|numero de subvencion|codigo de proyecto|identifiant|\
         numero de contrat|numero de convention|contrat|convention|code projet|\
         reference du contrat",
    ),
    (
        Field::Title,
        "title|grant title|project|project title|project name|contract title|contract name|\
         agreement title|award title|programme|program|name of project|titulo|proyecto|\
         nombre del proyecto|objeto|objeto del contrato|titre|projet|intitule|nom du projet|\
         objet|objet du contrat",
    ),
    (
        Field::Description,
        "description|grant description|project description|summary|purpose|grant purpose|\
         descripcion|resumen|finalidad|resume",
    ),
    (
        Field::Status,
        "status|state of agreement|project status|contract status|estado|estado del contrato|\
         statut|etat",
    ),
    (
        Field::FunderName,
        "funder|funder name|funding org|funding organisation|funding organization|donor|\
         donor name|buyer|contracting authority|authority|agency|commissioner|funded by|\
         awarding agency|financiador|donante|entidad contratante|organismo|entidad financiadora|\
         bailleur|bailleur de fonds|financeur|acheteur|autorite contractante",
    ),
    (
        Field::FunderId,
        "funder id|funder identifier|funding org id|donor id|buyer id|id financiador|\
         identifiant du financeur",
    ),
    (
        Field::ProviderName,
        "provider|provider name|recipient|recipient name|recipient organisation|\
         recipient organization|grantee|grantee name|supplier|supplier name|contractor|\
         contractor name|organisation|organization|organisation name|organization name|vendor|\
         vendor name|implementing partner|implementer|charity|charity name|awardee|\
         service provider|proveedor|contratista|beneficiario|adjudicatario|entidad beneficiaria|\
         organizacion|entidad|prestataire|fournisseur|beneficiaire|titulaire|\
         organisme beneficiaire|association",
    ),
    (
        Field::ProviderId,
        "provider id|recipient id|recipient identifier|supplier id|vendor id|grantee id|\
         organisation id|rfc|nif|cif|ruc|siret|siren|uei",
    ),
    (
        Field::ProviderCharity,
        "charity number|charity no|registered charity number|recipient charity number",
    ),
    (
        Field::ProviderCompany,
        "company number|company no|company registration number|recipient company number",
    ),
    (
        Field::Amount,
        "amount|amount awarded|award amount|grant amount|value|contract value|contract amount|\
         total value|total amount|agreement amount|agreed amount|award value|grant value|budget|\
         total budget|importe|monto|valor|monto del contrato|importe adjudicado|\
         valor del contrato|presupuesto|importe concedido|montant|montant attribue|\
         montant du contrat|valeur",
    ),
    (
        Field::OtherAmount,
        "amount applied for|amount requested|requested amount|estimated value|amount disbursed|\
         importe solicitado|montant demande",
    ),
    (
        Field::Currency,
        "currency|currency code|ccy|moneda|divisa|devise|monnaie",
    ),
    (
        Field::Signed,
        "award date|date awarded|date of award|signed|date signed|signature date|contract date|\
         agreement date|grant date|decision date|date agreed|fecha de firma|\
         fecha de adjudicacion|fecha del contrato|fecha de concesion|date de signature|\
         date d attribution|date du contrat",
    ),
    (
        Field::Start,
        "start|start date|date started|from|begin|begin date|commencement date|project start|\
         project start date|planned start date|contract start|contract start date|\
         fecha de inicio|inicio|desde|date de debut|debut|du",
    ),
    (
        Field::End,
        "end|end date|finish date|to|completion date|expiry date|project end|project end date|\
         planned end date|contract end|contract end date|fecha de fin|fecha de termino|fecha fin|\
         fecha final|fin|hasta|date de fin|au|date d achevement",
    ),
    (
        Field::PlaceName,
        "place|location|location name|area|district|region|town|city|village|site|site name|ward|\
         county|municipality|beneficiary location|area of benefit|lugar|ubicacion|municipio|\
         localidad|distrito|provincia|sitio|lieu|commune|ville|localite|departement|zone",
    ),
    (
        Field::PlaceCode,
        "place code|area code|district code|geo code|geographic code|location code|\
         codigo de municipio|code commune|code insee",
    ),
    (Field::PlaceCountry, "country|country code|pais|pays"),
    (Field::Latitude, "latitude|lat|latitud"),
    (Field::Longitude, "longitude|lon|long|lng|longitud"),
    (
        Field::ProviderPlace,
        "recipient postcode|recipient postal code|recipient city|provider address|\
         recipient address|supplier address",
    ),
    (
        Field::PromiseId,
        "promise id|deliverable id|deliverable number|indicator id|indicator ref|\
         indicator number|milestone id|output id|target id|activity no",
    ),
    (
        Field::PromiseWhat,
        "promise|deliverable|deliverables|indicator|indicator title|output|outputs|activity|\
         milestone|service|commitment|what was promised|item|result|performance indicator|kpi|\
         measure|promesa|entregable|indicador|producto|actividad|hito|servicio|compromiso|\
         resultado|promesse|livrable|indicateur|produit|activite|jalon|prestation|engagement|\
         resultat",
    ),
    (
        Field::Unit,
        "unit|units|unit of measure|unit of measurement|uom|unidad|unidad de medida|unite|\
         unite de mesure",
    ),
    (
        Field::Target,
        "target|target value|planned|promised|planned quantity|quantity|qty|goal|contracted|\
         contracted quantity|agreed quantity|number promised|target number|end target|meta|\
         objetivo|cantidad|planificado|programado|prometido|valor meta|cible|objectif|quantite|\
         prevu|promis|valeur cible",
    ),
    (
        Field::Baseline,
        "baseline|baseline value|start value|linea de base|linea base|valor inicial|\
         valeur de reference|base de reference",
    ),
    (
        Field::PromiseFrom,
        "period start|target from|inicio del periodo|debut de periode",
    ),
    (
        Field::PromiseTo,
        "due|due date|deadline|by when|delivery date|period end|target date|fecha limite|\
         fecha de entrega|plazo|vencimiento|fin del periodo|echeance|date limite|\
         date de livraison|fin de periode",
    ),
    (
        Field::PromiseGroup,
        "group|target group|beneficiary group|disaggregation|for whom|grupo|poblacion objetivo|\
         groupe|groupe cible",
    ),
    (
        Field::Level,
        "level|result level|result type|nivel|tipo de resultado|niveau",
    ),
    (
        Field::ClaimValue,
        "actual|actual value|achieved|delivered|reported|claimed|result achieved|achievement|\
         number delivered|quantity delivered|progress|completed|real|logrado|alcanzado|entregado|\
         ejecutado|avance|reportado|realise|atteint|livre|valeur reelle|realisation",
    ),
    (
        Field::ClaimWhat,
        "claim|comment on result|actual comment|progress note",
    ),
    (
        Field::CountedBy,
        "counted by|reported by|source of figure|contado por|reportado por|compte par|\
         declare par",
    ),
    (
        Field::PaymentId,
        "payment id|payment number|invoice|invoice number|transaction id|transaction ref|\
         numero de factura|numero de facture",
    ),
    (
        Field::PaymentDate,
        "payment date|date paid|date of payment|transaction date|invoice date|fecha de pago|\
         fecha de transaccion|date de paiement|date de versement",
    ),
    (
        Field::PaymentAmount,
        "payment amount|amount paid|paid|payment|transaction amount|transaction value|\
         importe pagado|monto pagado|pago|pagado|montant paye|montant verse|paiement|paye",
    ),
    (Field::Payer, "payer|paid by|pagador|payeur"),
    (Field::Payee, "payee|paid to|receptor del pago|paye a"),
    (
        Field::PaymentWhat,
        "payment description|paid for|concepto|concepto de pago|motif du paiement",
    ),
    (
        Field::DocumentUrl,
        "document|document link|document url|url|link|web link|enlace|lien",
    ),
    (
        Field::VisitDate,
        "visit date|date of visit|visited on|observed on|observed at|fecha de visita|\
         date de visite",
    ),
    (
        Field::Observer,
        "observer|observer code|visited by|monitor|monitor code|enumerator|volunteer|observador|\
         codigo de observador|observateur|enqueteur",
    ),
];

/// Words that say nothing about what a heading means.
const FILLERS: [&str; 21] = [
    "of", "the", "a", "an", "in", "for", "de", "del", "la", "el", "los", "las", "le", "les", "du",
    "des", "en", "y", "et", "l", "d",
];

fn core(words: &str) -> Vec<&str> {
    let mut core: Vec<&str> = words
        .split(' ')
        .filter(|word| !FILLERS.contains(word) && !word.is_empty())
        .collect();
    core.sort_unstable();
    core
}

/// What a heading most likely means. A currency and what stands in brackets are not part of it.
#[must_use]
pub(super) fn field_for(heading: &str) -> Option<Field> {
    let open = heading.split(['(', '[']).next().unwrap_or(heading);
    let words = plain_words(open);
    let words = words
        .strip_suffix(" gbp")
        .or_else(|| words.strip_suffix(" usd"))
        .or_else(|| words.strip_suffix(" eur"))
        .unwrap_or(&words);
    if words.is_empty() {
        return None;
    }
    let exact = HEADINGS
        .iter()
        .find(|(_, headings)| headings.split('|').any(|known| known == words));
    if let Some((field, _)) = exact {
        return Some(*field);
    }
    let wanted = core(words);
    let same = |(_, headings): &&(Field, &str)| {
        headings
            .split('|')
            .any(|known| !wanted.is_empty() && core(known) == wanted)
    };
    let found = HEADINGS.iter().find(same).map(|(field, _)| *field);
    // Two rows of headings: the lower one decides where the whole is not known.
    found.or_else(|| {
        let (group, name) = open.rsplit_once(':')?;
        joined(&plain_words(group), &plain_words(name)).or_else(|| field_for(name))
    })
}

/// Whether a text is one of the known headings, word for word.
#[must_use]
pub fn is_heading(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let words = plain_words(text);
    let known = |(_, headings): &(Field, &str)| headings.split('|').any(|known| known == words);
    !words.is_empty() && HEADINGS.iter().any(known)
}

/// A heading under a heading: `Recipient: Name`.
fn joined(group: &str, name: &str) -> Option<Field> {
    let body = field_for(group)?;
    let is_name = matches!(name, "name" | "nombre" | "nom");
    let is_id = matches!(
        name,
        "id" | "identifier" | "number" | "no" | "identificador" | "identifiant" | "numero"
    );
    match (body, is_name, is_id) {
        (Field::ProviderName | Field::FunderName, true, _) => Some(body),
        (Field::ProviderName, _, true) => Some(Field::ProviderId),
        (Field::FunderName, _, true) => Some(Field::FunderId),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_belongs_to_two_fields() {
        let mut seen = std::collections::BTreeMap::new();
        for (field, headings) in HEADINGS {
            for heading in headings.split('|') {
                assert_eq!(heading, plain_words(heading), "not in plain words");
                assert_eq!(seen.insert(heading, field), None, "{heading} stands twice");
            }
        }
    }

    #[test]
    fn headings_are_known_in_three_languages() {
        for (heading, field) in [
            ("Grant Reference", Field::SourceId),
            ("AMOUNT (£)", Field::Amount),
            ("Name of provider", Field::ProviderName),
            ("Fecha de inicio", Field::Start),
            ("D\u{e9}but", Field::Start),
            ("Unit\u{e9} de mesure", Field::Unit),
            ("L\u{ed}nea de base", Field::Baseline),
            ("Recipient: Name", Field::ProviderName),
            ("Recipient: Number", Field::ProviderId),
            ("Award: Amount", Field::Amount),
            ("Date of Award", Field::Signed),
            ("Value GBP", Field::Amount),
        ] {
            assert_eq!(field_for(heading), Some(field), "{heading}");
        }
        for heading in ["", "Notes", "Surname of applicant", "(GBP)", "Column 7"] {
            assert_eq!(field_for(heading), None, "{heading}");
        }
    }
}
