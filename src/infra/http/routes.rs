//! Routes with the permission that each needs. There is no way to register one without.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, get, on, post, put};

use super::any::Any;
use super::api::WriteLine;
use super::visit::Visit;
use crate::domain::actor::{Actor, Permission};

/// A form is a few lines.
const LONGEST_FORM: usize = 64 * 1024;
/// What a program sends of one visit.
const LONGEST_JSON: usize = 512 * 1024;

/// What a route takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: it is read.
    Nothing,
    /// A form of a few lines.
    Form,
    /// A form with a file.
    File,
    /// JSON in the place of a form, from a program.
    Json,
    /// The bytes of a file, from a program.
    Bytes,
    /// Some of the bytes of a file, from a program that goes on where it was cut off; also what is asked about them.
    Part,
}

impl Takes {
    /// The content type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Form => "application/x-www-form-urlencoded",
            Self::File => FILE,
            Self::Json => "application/json",
            Self::Bytes => "application/octet-stream",
            Self::Part => PART,
        }
    }
}

/// The content type of some of the bytes of a file.
pub(super) const PART: &str = "application/offset+octet-stream";
/// The content type of a form with a file.
pub(super) const FILE: &str = "multipart/form-data";

/// One line of the table of routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteLine {
    /// The method; reading includes asking for the headers alone.
    pub method: &'static str,
    /// The path, with its places in braces.
    pub path: &'static str,
    /// What it needs.
    pub permission: Permission,
    /// What it takes.
    pub takes: Takes,
}

/// Routes that share a state.
#[derive(Clone, Debug)]
pub struct Routes<S = ()> {
    router: Router<S>,
    table: Vec<RouteLine>,
    writes: Vec<WriteLine>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self {
            router: Router::new(),
            table: Vec::new(),
            writes: Vec::new(),
        }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// Adds an address that is read.
    #[must_use]
    pub fn read<H, T>(mut self, path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let guarded = get(Any::of(handler)).route_layer(from_fn_with_state(permission, permitted));
        self.router = self.router.route(path, guarded);
        self.table.push(RouteLine {
            method: "GET",
            path,
            permission,
            takes: Takes::Nothing,
        });
        self
    }

    /// Adds an address to which a page of ours sends a form. What comes from elsewhere, or is no form, is refused.
    #[must_use]
    pub fn change<H, T>(self, path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let guarded = post(Any::of(handler))
            .route_layer(DefaultBodyLimit::max(LONGEST_FORM))
            .route_layer(from_fn_with_state(permission, permitted))
            .route_layer(from_fn_with_state(Takes::Form, sent_by_us));
        self.sent(("POST", path), permission, Takes::Form, guarded)
    }

    /// Adds an address to which anybody may send a form, a mail program too: what it names in its path is all that it needs, so
    /// no page of ours has to have sent it, and no cookie counts.
    #[must_use]
    pub fn one_click<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let open = post(Any::of(handler)).route_layer(DefaultBodyLimit::max(LONGEST_FORM));
        self.sent(("POST", path), Permission::Public, Takes::Form, open)
    }

    /// Adds an address to which a page of ours sends a form with a file. The handler takes it piece by piece and says
    /// itself how much is too much.
    #[must_use]
    pub fn upload<H, T>(self, path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let guarded = post(Any::of(handler))
            .route_layer(DefaultBodyLimit::disable())
            .route_layer(from_fn_with_state(permission, permitted))
            .route_layer(from_fn_with_state(Takes::File, sent_by_us));
        self.sent(("POST", path), permission, Takes::File, guarded)
    }

    /// Adds an address to which programs send JSON, or the bytes of a file, of which the handler says itself how much is too
    /// much. There is none that the document of all addresses does not tell of.
    #[must_use]
    pub fn write<H, T>(mut self, told: WriteLine, permission: Permission, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.writes.push(told);
        let limit = match told.takes {
            Takes::Bytes => DefaultBodyLimit::disable(),
            _ => DefaultBodyLimit::max(LONGEST_FORM),
        };
        let guarded = post(Any::of(handler))
            .route_layer(limit)
            .route_layer(from_fn_with_state(permission, permitted))
            .route_layer(from_fn_with_state(told.takes, sent_by_us));
        self.sent(("POST", told.path), permission, told.takes, guarded)
    }

    /// Adds an address to which the app of the phone sends JSON. It is no matter of other programs, so the document of all
    /// addresses does not tell of it.
    #[must_use]
    pub fn send<H, T>(self, path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let guarded = post(Any::of(handler))
            .route_layer(DefaultBodyLimit::max(LONGEST_FORM))
            .route_layer(from_fn_with_state(permission, permitted))
            .route_layer(from_fn_with_state(Takes::Json, sent_by_us));
        self.sent(("POST", path), permission, Takes::Json, guarded)
    }

    /// Tells the document of all addresses of one to which programs send something under a name of their own.
    #[must_use]
    pub fn told(mut self, line: WriteLine) -> Self {
        self.writes.push(line);
        self
    }

    /// These routes and others.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self.writes.extend(other.writes);
        self
    }

    /// Every address to which programs send JSON or a file.
    #[must_use]
    pub fn writes(&self) -> &[WriteLine] {
        &self.writes
    }

    /// Adds an address to which programs send something under a name that they gave it. Bytes of a file are taken piece by
    /// piece, and the handler says itself how much is too much.
    #[must_use]
    pub fn put<H, T>(
        self,
        path: &'static str,
        (permission, takes): (Permission, Takes),
        handler: H,
    ) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let limit = match takes {
            Takes::Bytes => DefaultBodyLimit::disable(),
            _ => DefaultBodyLimit::max(LONGEST_JSON),
        };
        let guarded = put(Any::of(handler))
            .route_layer(limit)
            .route_layer(from_fn_with_state(permission, permitted))
            .route_layer(from_fn_with_state(takes, sent_by_us));
        self.sent(("PUT", path), permission, takes, guarded)
    }

    /// Adds an address where a program with a token sends a file part by part, and asks how far it is: every method that
    /// is named leads to the same handler, which takes the bytes piece by piece and says itself how much is too much.
    /// Whoever shows no token has nothing there.
    #[must_use]
    pub fn parts<H, T>(
        mut self,
        path: &'static str,
        (methods, permission): (&[&'static str], Permission),
        handler: H,
    ) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let mut filter: Option<MethodFilter> = None;
        for method in methods {
            let one = match *method {
                "GET" => MethodFilter::GET,
                "POST" => MethodFilter::POST,
                "PATCH" => MethodFilter::PATCH,
                "DELETE" => MethodFilter::DELETE,
                _ => continue,
            };
            filter = Some(filter.map_or(one, |all| all.or(one)));
            self.table.push(RouteLine {
                method,
                path,
                permission,
                takes: Takes::Part,
            });
        }
        let Some(filter) = filter else { return self };
        let guarded = on(filter, Any::of(handler))
            .route_layer(DefaultBodyLimit::disable())
            .route_layer(from_fn(with_a_token))
            .route_layer(from_fn_with_state(permission, permitted));
        self.router = self.router.route(path, guarded);
        self
    }

    /// Adds what an address can do, told to anyone who asks.
    #[must_use]
    pub fn options<H, T>(mut self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.router = self
            .router
            .route(path, on(MethodFilter::OPTIONS, Any::of(handler)));
        self
    }

    fn sent(
        mut self,
        (method, path): (&'static str, &'static str),
        permission: Permission,
        takes: Takes,
        guarded: MethodRouter<S>,
    ) -> Self {
        self.router = self.router.route(path, guarded);
        self.table.push(RouteLine {
            method,
            path,
            permission,
            takes,
        });
        self
    }

    /// Gives these routes their state.
    #[must_use]
    pub fn with_state(self, state: S) -> Routes {
        Routes {
            router: self.router.with_state(state),
            table: self.table,
            writes: self.writes,
        }
    }
}

impl Routes {
    /// Every route with what it needs, in the order in which they were added.
    #[must_use]
    pub fn table(&self) -> &[RouteLine] {
        &self.table
    }

    /// The router.
    pub fn into_router(self) -> Router {
        self.router
    }
}

/// What is not open to the actor is not there for them.
async fn permitted(State(needed): State<Permission>, request: Request, next: Next) -> Response {
    let may = request
        .extensions()
        .get::<Actor>()
        .is_some_and(|actor| actor.may(needed));
    if may {
        next.run(request).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

/// What a browser sends with the cookie of whoever looks is refused.
async fn with_a_token(request: Request, next: Next) -> Response {
    let actor = request.extensions().get::<Actor>();
    match actor {
        Some(Actor::Program { .. } | Actor::Device { .. }) => next.run(request).await,
        _ => StatusCode::FORBIDDEN.into_response(),
    }
}

/// A page from elsewhere can send a form here with the cookie of whoever looks at it; such a form is refused. A token goes
/// along by itself with nothing: what comes with one was sent by whoever has it.
async fn sent_by_us(State(takes): State<Takes>, request: Request, next: Next) -> Response {
    let kind = request.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let is_form = kind.eq_ignore_ascii_case(takes.content_type());
    let visit = request.extensions().get::<Visit>();
    let by_token = |actor| matches!(actor, Actor::Program { .. } | Actor::Device { .. });
    let is_sent = |visit: &Visit| visit.same_origin || by_token(visit.actor);
    if is_form && visit.is_some_and(is_sent) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}
