//! The portal: audits on web pages. Published ones for everyone who reads; those that are not, for the people of their
//! organisation alone, under the same addresses. It changes nothing and keeps nothing but the reports it was given; how a
//! report is made is the business of publications.

pub mod actions;
pub mod choice;
pub mod pages;
pub mod shelf;

use std::sync::Arc;

use crate::domain::actor::Permission;
use crate::infra::http::{Assets, Routes, Web};

use shelf::{Library, Shelf};

/// What the pages of the portal need.
#[derive(Clone)]
pub struct Portal {
    /// The program, with its templates.
    pub web: Web,
    /// The published audits.
    pub shelf: Arc<Shelf>,
    /// Those of the reader's own organisation that are not.
    pub library: Arc<dyn Library>,
}

/// The addresses of the portal.
#[must_use]
pub fn routes(portal: Portal) -> Routes {
    Routes::default()
        .read("/", Permission::Public, pages::home)
        .read("/components", Permission::Public, pages::components)
        .read("/components/{part}", Permission::Public, pages::component)
        .read("/audits/{code}", Permission::Public, pages::audit)
        .read(
            "/audits/{code}/promises/{number}",
            Permission::Public,
            pages::promise,
        )
        .read(
            "/audits/{code}/workings/{number}",
            Permission::Public,
            pages::working,
        )
        .read(
            "/audits/{code}/chronology",
            Permission::Public,
            pages::chronology,
        )
        .read(
            "/audits/{code}/findings",
            Permission::Public,
            pages::findings,
        )
        .read("/audits/{code}/method", Permission::Public, pages::method)
        .read(
            "/audits/{code}/pictures/{evidence}",
            Permission::Public,
            pages::picture,
        )
        .read(
            "/audits/{code}/{edition}",
            Permission::Public,
            pages::edition,
        )
        .read(Assets::ROUTE, Permission::Public, Assets::answer)
        .with_state(portal)
}
