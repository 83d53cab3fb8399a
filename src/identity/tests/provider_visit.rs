//! Drives the login pages of a real provider as a patient without JavaScript would: follows
//! redirects, keeps cookies, fills in the first form of each page and presses its first button.

use super::harness::ORIGIN;
use crate::identity::model::CALLBACK_PATH;
use openidconnect::url::Url;
use reqwest::{
    Client, Response,
    header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE},
};
use std::collections::BTreeMap;

/// More pages than any provider shows between the two addresses.
const MOST_PAGES: usize = 15;

pub struct ProviderVisit {
    client: Client,
    cookies: BTreeMap<String, String>,
}

impl ProviderVisit {
    pub fn new() -> Self {
        // The identity under test has installed the cryptography before.
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            client,
            cookies: BTreeMap::new(),
        }
    }

    /// Goes from the address that our application named to the one that leads back, and returns
    /// what stands in that one.
    pub async fn approve(&mut self, address: Url) -> Vec<(String, String)> {
        let callback = format!("{ORIGIN}{CALLBACK_PATH}?");
        let mut place = address.clone();
        let mut response = self.send(self.client.get(address)).await;
        for _ in 0..MOST_PAGES {
            if response.status().is_redirection() {
                let target = response.headers()[LOCATION].to_str().unwrap();
                place = place.join(target).unwrap();
                if place.as_str().starts_with(&callback) {
                    return place.query_pairs().into_owned().collect();
                }
                response = self.send(self.client.get(place.clone())).await;
            } else {
                assert!(
                    response.status().is_success(),
                    "{} {place}",
                    response.status()
                );
                let page = response.text().await.unwrap();
                let form = Form::first(&page).unwrap_or_else(|| panic!("no form on {page}"));
                place = place.join(&form.action).unwrap();
                let body = openidconnect::url::form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(&form.fields)
                    .finish();
                let request = self
                    .client
                    .post(place.clone())
                    .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(body);
                response = self.send(request).await;
            }
        }
        panic!("the provider never sent the browser back");
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Response {
        let pairs = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        let response = request.header(COOKIE, cookies).send().await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        response
    }
}

struct Form {
    action: String,
    fields: Vec<(String, String)>,
}

impl Form {
    fn first(page: &str) -> Option<Self> {
        let (_, rest) = page.split_once("<form")?;
        let (opening, rest) = rest.split_once('>')?;
        let (content, _) = rest.split_once("</form>")?;
        let mut fields = Vec::new();
        for tag in content.split("<input").skip(1) {
            let tag = tag.split('>').next()?;
            let Some(name) = attribute(tag, "name") else {
                continue;
            };
            let value = match attribute(tag, "type").as_deref() {
                Some("checkbox" | "radio" | "submit") => continue,
                Some("password") => "a password".to_owned(),
                _ => attribute(tag, "value")
                    .filter(|value| !value.is_empty())
                    .unwrap_or_else(|| "anna@example.org".to_owned()),
            };
            fields.push((name, value));
        }
        let button = content.split("<button").nth(1);
        if let Some(tag) = button.and_then(|rest| rest.split('>').next())
            && let Some(name) = attribute(tag, "name")
        {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
        Some(Self {
            action: attribute(opening, "action").unwrap_or_default(),
            fields,
        })
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("&amp;", "&"))
}
