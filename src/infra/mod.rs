//! How we reach the world: configuration, clock, words, files, mail, jobs. What it means is the domain's.

pub mod accepting;
pub mod acme;
pub mod action;
pub mod amounts;
pub mod app;
pub mod asked;
pub mod assets;
pub mod blobs;
pub mod checkers;
pub mod clock;
pub mod config;
pub mod dossier;
pub mod evidence_log;
pub mod http;
pub mod jobs;
pub mod kits;
pub mod led_to;
pub mod located;
pub mod mail;
pub mod master_key;
pub mod packed;
pub mod particulars;
pub mod passwords;
pub mod pictures;
pub mod planned;
pub mod qr;
pub mod reader;
pub mod sealed_pairs;
pub mod shown_again;
pub mod telling;
pub mod templates;
pub mod tls;
pub mod users;
pub mod visits;
pub mod words;

mod recounts;
