//! The words by which each language says how often, within what time and until when.

use super::Meaning;
use crate::domain::obligation::Recurrence;
use crate::domain::register::suggestion::Language;

/// What stands before a last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The day is the last one.
    On,
    /// The day before it is.
    Before,
}

/// So often, by one word or two.
pub fn counts(language: Language) -> &'static [Meaning<u32>] {
    match language {
        Language::English => &[("once", 1), ("twice", 2), ("thrice", 3)],
        Language::Spanish | Language::French => &[],
    }
}

/// The word for times.
pub fn times(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["times", "time"],
        Language::Spanish => &["veces", "vez"],
        Language::French => &["fois"],
    }
}

/// What stands between a number of times and the stretch of time.
pub fn per(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["a", "an", "per", "each", "every", "in each", "in a"],
        Language::Spanish => &["al", "por", "a la", "cada", "a cada"],
        Language::French => &["par", "chaque"],
    }
}

/// Each stretch of time, said as a phrase or as one word.
pub fn each(language: Language) -> &'static [Meaning<Recurrence>] {
    use Recurrence::{Day, Month, Quarter, Week, Year};
    match language {
        Language::English => &[
            ("every day", Day),
            ("each day", Day),
            ("daily", Day),
            ("every week", Week),
            ("each week", Week),
            ("weekly", Week),
            ("every month", Month),
            ("each month", Month),
            ("monthly", Month),
            ("every quarter", Quarter),
            ("each quarter", Quarter),
            ("quarterly", Quarter),
            ("every year", Year),
            ("each year", Year),
            ("yearly", Year),
            ("annually", Year),
        ],
        Language::Spanish => &[
            ("cada dia", Day),
            ("todos los dias", Day),
            ("diariamente", Day),
            ("a diario", Day),
            ("cada semana", Week),
            ("todas las semanas", Week),
            ("semanalmente", Week),
            ("cada mes", Month),
            ("todos los meses", Month),
            ("mensualmente", Month),
            ("cada trimestre", Quarter),
            ("trimestralmente", Quarter),
            ("cada ano", Year),
            ("todos los anos", Year),
            ("anualmente", Year),
        ],
        Language::French => &[
            ("chaque jour", Day),
            ("tous les jours", Day),
            ("quotidiennement", Day),
            ("chaque semaine", Week),
            ("toutes les semaines", Week),
            ("chaque mois", Month),
            ("tous les mois", Month),
            ("mensuellement", Month),
            ("chaque trimestre", Quarter),
            ("chaque annee", Year),
            ("tous les ans", Year),
            ("annuellement", Year),
        ],
    }
}

/// The stretches of time in which something recurs.
pub fn stretches(language: Language) -> &'static [Meaning<Recurrence>] {
    use Recurrence::{Day, Month, Quarter, Week, Year};
    match language {
        Language::English => &[
            ("day", Day),
            ("week", Week),
            ("month", Month),
            ("quarter", Quarter),
            ("year", Year),
        ],
        Language::Spanish => &[
            ("dia", Day),
            ("semana", Week),
            ("mes", Month),
            ("trimestre", Quarter),
            ("ano", Year),
        ],
        Language::French => &[
            ("jour", Day),
            ("semaine", Week),
            ("mois", Month),
            ("trimestre", Quarter),
            ("an", Year),
            ("annee", Year),
        ],
    }
}

/// What stands before a span of time in which something is due.
pub fn within(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["within"],
        Language::Spanish => &[
            "en un plazo de",
            "en el plazo de",
            "dentro de las",
            "dentro de los",
            "dentro de",
            "en menos de",
        ],
        Language::French => &["dans un delai de", "dans les", "sous", "en moins de"],
    }
}

/// Words for time that can be measured, in one and in many.
pub fn hours(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
        ],
        Language::Spanish => &[
            "minuto", "minutos", "hora", "horas", "dia", "dias", "semana", "semanas", "mes",
            "meses",
        ],
        Language::French => &[
            "minute", "minutes", "heure", "heures", "jour", "jours", "semaine", "semaines", "mois",
        ],
    }
}

/// What stands before a last day.
pub fn until(language: Language) -> &'static [Meaning<Until>] {
    match language {
        Language::English => &[
            ("no later than", Until::On),
            ("not later than", Until::On),
            ("on or before", Until::On),
            ("by the end of", Until::On),
            ("by", Until::On),
            ("until", Until::On),
            ("before", Until::Before),
        ],
        Language::Spanish => &[
            ("a mas tardar el", Until::On),
            ("a mas tardar en", Until::On),
            ("no mas tarde del", Until::On),
            ("hasta el", Until::On),
            ("para el", Until::On),
            ("antes del fin de", Until::On),
            ("antes del", Until::Before),
            ("antes de", Until::Before),
        ],
        Language::French => &[
            ("au plus tard le", Until::On),
            ("au plus tard en", Until::On),
            ("d ici le", Until::On),
            ("d ici au", Until::On),
            ("d ici", Until::On),
            ("jusqu au", Until::On),
            ("avant la fin de", Until::On),
            ("avant le", Until::Before),
            ("avant", Until::Before),
        ],
    }
}
