// oidc-provider, set up like Supabase's OpenID Connect server: the same routes, ES256, PKCE by S256
// required. Consent is granted by itself, as there is only one application.
import { Provider, interactionPolicy } from "oidc-provider";
import { loadKeys } from "./keys.js";
import { page, refusal } from "./pages.js";
import { findAccount } from "./patients.js";

const SCOPE = "openid email profile";

const ROUTES = {
  authorization: "/oauth/authorize",
  token: "/oauth/token",
  userinfo: "/oauth/userinfo",
  jwks: "/.well-known/jwks.json",
  end_session: "/oauth/logout",
};

async function grantEverything(context) {
  const { client, session, provider } = context.oidc;
  const known = session.grantIdFor(client.clientId);
  const found = known && (await provider.Grant.find(known));
  // The browser's session may still hold the grant of whoever signed in before.
  if (found?.accountId === session.accountId) return found;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPE);
  await grant.save();
  return grant;
}

function signInOnly() {
  const policy = interactionPolicy.base();
  policy.remove("consent");
  return policy;
}

function client(settings) {
  return {
    client_id: settings.clientId,
    client_secret: settings.clientSecret,
    // Lets a callback on loopback have any port, as tests take free ones.
    application_type: "native",
    redirect_uris: settings.redirectUris,
    post_logout_redirect_uris: settings.logoutUris,
    grant_types: ["authorization_code"],
    response_types: ["code"],
    token_endpoint_auth_method: "client_secret_basic",
    id_token_signed_response_alg: "ES256",
    // The key custodian tells a fresh sign-in from one that goes on by `auth_time`.
    require_auth_time: true,
  };
}

export function makeProvider(settings) {
  const keys = loadKeys(settings.keyFile);
  return new Provider(settings.issuer, {
    clients: [client(settings)],
    jwks: { keys: [keys.signing] },
    cookies: {
      keys: keys.cookies,
      names: { session: "idp_session", interaction: "idp_interaction", resume: "idp_resume" },
      long: { httpOnly: true, sameSite: "lax" },
      short: { httpOnly: true, sameSite: "lax" },
    },
    scopes: ["openid", "email", "profile"],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    // The application reads the address from the ID token, as it does with Supabase.
    conformIdTokenClaims: false,
    responseTypes: ["code"],
    clientAuthMethods: ["client_secret_basic"],
    enabledJWA: { idTokenSigningAlgValues: ["ES256"] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = page(
            "Sign out",
            `<h1>Sign out of the development identity provider?</h1>${form}
             <button class="choice" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
          );
        },
        postLogoutSuccessSource(context) {
          context.body = page("Signed out", "<h1>You are signed out</h1>");
        },
      },
    },
    routes: ROUTES,
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 14 * 86_400,
      IdToken: 600,
      Interaction: 3_600,
      Session: 14 * 86_400,
    },
    interactions: {
      policy: signInOnly(),
      url: (_context, interaction) => `${settings.mount}/interaction/${interaction.uid}`,
    },
    findAccount,
    loadExistingGrant: grantEverything,
    renderError(context, out) {
      context.type = "html";
      context.body = refusal(out.error, out.error_description);
    },
  });
}
