// The platform offers an authorization link as long as the user has not signed in.
const link = koreUtil.getCurrentOptions()?.authorizationURL || "";
context.<%= action.name %>SignInLink = link;
context.<%= action.name %>SignIn = link ? "needed" : "none";
