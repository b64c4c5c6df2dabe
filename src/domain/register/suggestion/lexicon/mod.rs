//! The words by which each language says at least, at most, every, within, by. In small letters, without accents.

mod time;

use super::Language;
use super::tokens::{Piece, Token};
use crate::domain::obligation::Kind;

pub use time::{Until, counts, each, hours, per, stretches, times, until, within};

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// This much or more.
    AtLeast,
    /// This much or less.
    AtMost,
    /// More than this.
    MoreThan,
    /// Less than this.
    FewerThan,
    /// Just this.
    Exactly,
}

/// Words with a meaning.
pub type Meaning<T> = (&'static str, T);

use Comparator::{AtLeast, AtMost, Exactly, FewerThan, MoreThan};

/// What stands before a number.
pub fn comparators(language: Language) -> &'static [Meaning<Comparator>] {
    match language {
        Language::English => &[
            ("at least", AtLeast),
            ("a minimum of", AtLeast),
            ("minimum of", AtLeast),
            ("no fewer than", AtLeast),
            ("no less than", AtLeast),
            ("not fewer than", AtLeast),
            ("not less than", AtLeast),
            ("at most", AtMost),
            ("no more than", AtMost),
            ("not more than", AtMost),
            ("no longer than", AtMost),
            ("not longer than", AtMost),
            ("not exceed", AtMost),
            ("not exceeding", AtMost),
            ("a maximum of", AtMost),
            ("maximum of", AtMost),
            ("up to", AtMost),
            ("more than", MoreThan),
            ("over", MoreThan),
            ("above", MoreThan),
            ("fewer than", FewerThan),
            ("less than", FewerThan),
            ("under", FewerThan),
            ("below", FewerThan),
            ("exactly", Exactly),
        ],
        Language::Spanish => &[
            ("al menos", AtLeast),
            ("por lo menos", AtLeast),
            ("como minimo", AtLeast),
            ("un minimo de", AtLeast),
            ("minimo de", AtLeast),
            ("no menos de", AtLeast),
            ("como maximo", AtMost),
            ("a lo sumo", AtMost),
            ("no mas de", AtMost),
            ("un maximo de", AtMost),
            ("maximo de", AtMost),
            ("hasta", AtMost),
            ("no supera", AtMost),
            ("no superan", AtMost),
            ("no superara", AtMost),
            ("no excede", AtMost),
            ("no excedera", AtMost),
            ("mas de", MoreThan),
            ("menos de", FewerThan),
            ("exactamente", Exactly),
        ],
        Language::French => &[
            ("au moins", AtLeast),
            ("au minimum", AtLeast),
            ("un minimum de", AtLeast),
            ("minimum de", AtLeast),
            ("pas moins de", AtLeast),
            ("au plus", AtMost),
            ("au maximum", AtMost),
            ("un maximum de", AtMost),
            ("maximum de", AtMost),
            ("pas plus de", AtMost),
            ("jusqu a", AtMost),
            ("ne depasse pas", AtMost),
            ("ne depassent pas", AtMost),
            ("sans depasser", AtMost),
            ("plus de", MoreThan),
            ("moins de", FewerThan),
            ("exactement", Exactly),
        ],
    }
}

/// What stands behind a number, or behind its unit.
pub fn comparators_behind(language: Language) -> &'static [Meaning<Comparator>] {
    match language {
        Language::English => &[
            ("or more", AtLeast),
            ("at least", AtLeast),
            ("or fewer", AtMost),
            ("or less", AtMost),
            ("at most", AtMost),
        ],
        Language::Spanish => &[
            ("o mas", AtLeast),
            ("como minimo", AtLeast),
            ("al menos", AtLeast),
            ("o menos", AtMost),
            ("como maximo", AtMost),
        ],
        Language::French => &[
            ("ou plus", AtLeast),
            ("au moins", AtLeast),
            ("au minimum", AtLeast),
            ("ou moins", AtMost),
            ("au maximum", AtMost),
            ("au plus", AtMost),
        ],
    }
}

/// The two words of a range: before the first end, and between both.
pub fn ranges(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::English => &[("between", "and"), ("from", "to"), ("", "to")],
        Language::Spanish => &[("entre", "y"), ("de", "a"), ("", "a")],
        Language::French => &[("entre", "et"), ("de", "a"), ("", "a")],
    }
}

/// Every one of a kind.
pub fn every(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["every", "each", "all the", "all"],
        Language::Spanish => &["todos los", "todas las", "cada", "toda", "todo"],
        Language::French => &["tous les", "toutes les", "chaque", "tout", "toute"],
    }
}

/// Words that tell what kind of promise it is.
pub fn kinds(language: Language) -> &'static [Meaning<Kind>] {
    use Kind::{Access, Condition, NonDiscrimination, Presence, Price};
    match language {
        Language::English => &[
            ("free of charge", Price),
            ("without discrimination", NonDiscrimination),
            ("regardless of", NonDiscrimination),
            ("on duty", Presence),
            ("present", Presence),
            ("staffed", Presence),
            ("open", Access),
            ("opens", Access),
            ("accessible", Access),
            ("available", Access),
            ("clean", Condition),
            ("working", Condition),
            ("in good condition", Condition),
        ],
        Language::Spanish => &[
            ("sin costo", Price),
            ("sin discriminacion", NonDiscrimination),
            ("sin importar", NonDiscrimination),
            ("de guardia", Presence),
            ("de turno", Presence),
            ("presente", Presence),
            ("presentes", Presence),
            ("abierto", Access),
            ("abierta", Access),
            ("abre", Access),
            ("accesible", Access),
            ("disponible", Access),
            ("limpio", Condition),
            ("limpios", Condition),
            ("limpia", Condition),
            ("limpias", Condition),
            ("en buen estado", Condition),
        ],
        Language::French => &[
            ("sans frais", Price),
            ("sans discrimination", NonDiscrimination),
            ("de garde", Presence),
            ("present", Presence),
            ("presente", Presence),
            ("presents", Presence),
            ("presentes", Presence),
            ("ouvert", Access),
            ("ouverte", Access),
            ("accessible", Access),
            ("disponible", Access),
            ("propre", Condition),
            ("propres", Condition),
            ("en bon etat", Condition),
        ],
    }
}

/// Words behind which a number only names something: clause 7, ward 4.
pub fn naming(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "clause",
            "section",
            "article",
            "annex",
            "schedule",
            "page",
            "paragraph",
            "ward",
            "phase",
            "lot",
            "zone",
            "block",
            "grade",
            "number",
            "no",
            "item",
            "table",
            "district",
        ],
        Language::Spanish => &[
            "clausula", "seccion", "articulo", "anexo", "pagina", "parrafo", "fase", "lote",
            "zona", "bloque", "grado", "numero", "no", "tabla", "distrito", "barrio",
        ],
        Language::French => &[
            "clause",
            "section",
            "article",
            "annexe",
            "page",
            "paragraphe",
            "phase",
            "lot",
            "zone",
            "bloc",
            "numero",
            "no",
            "tableau",
            "district",
            "quartier",
        ],
    }
}

/// The small words of a language, which end what is counted.
fn small(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "a", "an", "the", "is", "are", "be", "been", "shall", "will", "must", "may", "can",
            "has", "have", "was", "were", "in", "on", "at", "for", "of", "to", "from", "with",
            "and", "or", "every", "each", "all", "by", "within", "per", "that", "which", "who",
            "no", "not", "than", "as", "between", "until", "before", "after", "when", "during",
            "least", "most", "stand", "stands", "work", "works", "run", "runs", "come", "comes",
            "visit", "visits", "arrive", "arrives", "receive", "receives", "get", "gets", "twice",
            "once", "times", "daily", "weekly", "monthly", "free",
        ],
        Language::Spanish => &[
            "el",
            "la",
            "los",
            "las",
            "un",
            "una",
            "unos",
            "unas",
            "de",
            "del",
            "al",
            "a",
            "en",
            "y",
            "o",
            "que",
            "se",
            "es",
            "son",
            "sera",
            "seran",
            "esta",
            "estan",
            "debe",
            "deben",
            "debera",
            "deberan",
            "por",
            "para",
            "con",
            "sin",
            "cada",
            "todos",
            "todas",
            "como",
            "mas",
            "menos",
            "entre",
            "hasta",
            "desde",
            "antes",
            "dentro",
            "no",
            "su",
            "sus",
            "hay",
            "tiene",
            "tienen",
            "reciben",
            "recibe",
            "lo",
            "habra",
            "veces",
            "vez",
            "funcionan",
            "funciona",
        ],
        Language::French => &[
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "des",
            "de",
            "du",
            "d",
            "a",
            "au",
            "aux",
            "en",
            "et",
            "ou",
            "qui",
            "que",
            "est",
            "sont",
            "sera",
            "seront",
            "doit",
            "doivent",
            "par",
            "pour",
            "avec",
            "sans",
            "chaque",
            "tous",
            "toutes",
            "dans",
            "sur",
            "plus",
            "moins",
            "entre",
            "ne",
            "pas",
            "ce",
            "cette",
            "ses",
            "leur",
            "y",
            "il",
            "fois",
            "recoit",
            "recoivent",
            "ont",
            "fonctionnent",
            "avant",
            "jusqu",
            "sous",
        ],
    }
}

/// Whether a piece ends the name of what is counted.
pub fn ends_a_name(token: &Token, language: Language) -> bool {
    token.piece != Piece::Word || small(language).contains(&token.plain.as_str())
}

/// How many small words of a language there are.
pub fn small_words(tokens: &[Token], language: Language) -> usize {
    let words = tokens.iter().filter(|token| token.piece == Piece::Word);
    words
        .filter(|token| small(language).contains(&token.plain.as_str()))
        .count()
}
