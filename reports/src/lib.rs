//! Evidence reports: a plain `Report` value in, bytes out.
