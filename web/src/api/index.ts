export { useAction, type Action } from './action'
export { actionHeaders, api, call, callTagged, checkFile, upload, type Schema, type Tagged } from './client'
export { language, type Language } from './language'
export { useLoad, usePagedLoad, type Load, type PagedLoad } from './load'
export { brokenAnswerId, offlineId, Problem, toProblem, type ProblemBody, type ProblemDetail } from './problem'
export {
  account, businessToday, hasRole, isSignedIn, knownSession, myAuthority, myOrganisation, refreshSession, session, signIn, signOut,
  unreadMessages, type Role, type Session,
} from './session'
export { newKey, onReauthenticationRequired, onSessionEnded } from './transport'
