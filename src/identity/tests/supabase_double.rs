//! A Supabase project on a loopback port: the stand-in of `end2end/supabase-double`, as a process of
//! its own, with what tests may ask it and switch on it.

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

pub struct Project {
    process: Child,
    pub card: Value,
    client: reqwest::Client,
}

impl Project {
    /// Starts it. Node is part of what the tests need.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    pub fn start_with(environment: &[(&str, &str)]) -> Self {
        let main = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/end2end/supabase-double/main.js"
        );
        let mut process = Command::new("node")
            .arg(main)
            .env("PORT", "0")
            .env("SUPABASE_DOUBLE_ATTENDED", "yes")
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js runs the stand-in for Supabase");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        // Whoever asks it first may be a test: the identity under test installs it as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            process,
            card: serde_json::from_str(&line).expect("the card of the project"),
            client: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .build()
                .unwrap(),
        }
    }

    pub fn about(&self, name: &str) -> &str {
        self.card[name].as_str().unwrap()
    }

    pub fn address(&self) -> &str {
        self.about("address")
    }

    pub fn issuer(&self) -> String {
        format!("{}/auth/v1", self.address())
    }

    /// Where a browser that asks for `address` is sent to, if it is.
    pub async fn visit(&self, address: &str) -> Result<String, Value> {
        let answer = self.client.get(address).send().await.unwrap();
        match answer.headers().get("location") {
            Some(target) => Ok(target.to_str().unwrap().to_owned()),
            None => Err(answer.json().await.unwrap_or_default()),
        }
    }

    async fn ask(&self, path: &str, query: &[(&str, &str)]) -> Value {
        let address = reqwest::Url::parse_with_params(&self.at(path), query).unwrap();
        self.client
            .get(address)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    async fn tell(&self, path: &str, body: &Value) -> Value {
        let answer = self.client.post(self.at(path)).json(body).send().await;
        answer.unwrap().json().await.unwrap()
    }

    fn at(&self, path: &str) -> String {
        format!("{}/double/{path}", self.address())
    }

    /// Adds somebody with a password; `more` says what else is so. Answers their id.
    pub async fn add_user(&self, email: &str, password: &str, more: Value) -> String {
        let mut user = json!({"email": email, "password": password});
        user.as_object_mut()
            .unwrap()
            .extend(more.as_object().cloned().unwrap_or_default());
        let added = self.tell("users", &user).await;
        added["id"].as_str().unwrap().to_owned()
    }

    /// Switches something to be wrong, or right again.
    pub async fn set(&self, faults: Value) {
        self.tell("faults", &faults).await;
    }

    /// The code that was mailed to an address.
    pub async fn mailed_code(&self, email: &str) -> Option<String> {
        let mailbox = self.ask("mailbox", &[("email", email)]).await;
        mailbox["code"].as_str().map(str::to_owned)
    }

    /// What the person's authenticator app shows.
    pub async fn totp(&self, email: &str) -> String {
        let shown = self.ask("totp", &[("email", email)]).await;
        shown["code"].as_str().unwrap().to_owned()
    }

    /// The person's sessions there.
    pub async fn sessions(&self, email: &str) -> Vec<Value> {
        let sessions = self.ask("sessions", &[("email", email)]).await;
        sessions.as_array().unwrap().clone()
    }

    pub async fn has_user(&self, email: &str) -> bool {
        self.ask("user", &[("email", email)]).await["exists"] == json!(true)
    }

    /// The person proves a second factor on another device.
    pub async fn prove_factor_elsewhere(&self, email: &str) {
        let path = format!("factor-elsewhere?email={email}");
        self.tell(&path, &json!({})).await;
    }

    /// The requests to paths that hold `part`, in order.
    pub async fn requests(&self, part: &str) -> Vec<Value> {
        let log = self.ask("log", &[]).await;
        let requests = log["requests"].as_array().unwrap().iter();
        requests
            .filter(|request| request["path"].as_str().unwrap().contains(part))
            .cloned()
            .collect()
    }

    /// Nothing was sent that the real service would not expect.
    pub async fn assert_satisfied(&self) {
        let log = self.ask("log", &[]).await;
        assert_eq!(log["violations"], json!([]));
    }

    /// Signs somebody in behind our back, as anybody with the publishable key can.
    pub async fn password_token(&self, email: &str, password: &str) -> String {
        let answer = self
            .client
            .post(format!("{}/token?grant_type=password", self.issuer()))
            .header("apikey", self.about("publishable_key"))
            .json(&json!({"email": email, "password": password}))
            .send()
            .await
            .unwrap();
        let answer: Value = answer.json().await.unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// Decides about an authorization behind our back; answers where the browser is to go.
    pub async fn approve_behind_our_back(&self, token: &str, authorization: &str) -> String {
        let address = format!("{}/oauth/authorizations/{authorization}", self.issuer());
        let details = self.keyed(self.client.get(&address), token).await;
        if let Some(target) = details["redirect_url"].as_str() {
            return target.to_owned();
        }
        let request = self
            .client
            .post(format!("{address}/consent"))
            .json(&json!({"action": "approve"}));
        let decided = self.keyed(request, token).await;
        decided["redirect_url"].as_str().unwrap().to_owned()
    }

    async fn keyed(&self, request: reqwest::RequestBuilder, token: &str) -> Value {
        request
            .header("apikey", self.about("publishable_key"))
            .bearer_auth(token)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
