//! What the page learns from the browser.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};

/// The language of the page as the server rendered it.
#[must_use]
pub fn document_language() -> String {
    document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default()
}

/// Tells the server, by a cookie, in which time zone this browser stands: days are the patient's
/// days. The cookie holds an IANA name and nothing about the patient. A zone that was chosen in the
/// settings stays. Answers whether the page was rendered for another zone than this one.
#[must_use]
pub fn remember_time_zone() -> bool {
    let document: JsValue = document().into();
    let before = cookies(&document);
    if before.contains("zone_chosen=yes") {
        return false;
    }
    let Some(zone) = time_zone() else {
        return false;
    };
    let cookie = format!("zone={zone}; Path=/; Max-Age=31536000; SameSite=Lax");
    // A browser that refuses cookies cannot sign in either; nothing is lost here.
    let _ = js_sys::Reflect::set(&document, &"cookie".into(), &cookie.into());
    !before
        .split("; ")
        .any(|known| known == format!("zone={zone}"))
}

fn cookies(document: &JsValue) -> String {
    js_sys::Reflect::get(document, &"cookie".into())
        .ok()
        .and_then(|cookies| cookies.as_string())
        .unwrap_or_default()
}

fn time_zone() -> Option<String> {
    let options = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new())
        .resolved_options();
    js_sys::Reflect::get(&options, &"timeZone".into())
        .ok()?
        .dyn_into::<js_sys::JsString>()
        .ok()
        .map(String::from)
}
