import type { connectorTypes } from '../../src/connectors/registry.ts';

export type ConnectorType = (typeof connectorTypes)[number]['type'];

interface Notes {
  /** On what it was tried, the best first. */
  tried: string;
  /** What is done, in the order in which it is done. */
  does: readonly string[];
  /** How it is known that it worked. */
  proof: string;
  cannot: readonly string[];
}

/** What no schema says. A connector without notes does not compile. */
export const connectorNotes: Readonly<Record<ConnectorType, Notes>> = {
  okta: {
    tried:
      'Held to Okta’s own API description, requests and the sandbox’s answers. Not tried on an organisation of Okta’s.',
    does: [
      'Finds everybody who carries one of the person’s addresses as login, e-mail or second e-mail, a login that is told (`userNames` of the person), or the employee number; several accounts of one person are all cut.',
      'Suspends the user. A user who is not `ACTIVE` by then cannot be suspended: deactivates, which the plan shows beforehand, or makes it a task (`whenNotActive`).',
      'Ends Okta’s sessions, takes back its refresh tokens, forgets remembered devices.',
      'Resets the enrolled factors, once the account is suspended.',
      'Takes back the grants that the person gave to apps.',
      'Deletes the API tokens that the person made.',
      'Takes back administrator roles that were given to the person.',
      'Takes the person out of the groups that Okta itself keeps. Groups that an app or a directory feeds are one task for a person (`app-groups`).',
    ],
    proof:
      'Reads the user, the refresh tokens, factors, grants, API tokens, roles and groups again, each by a call of its own, in the organisation of the plan. That a list is empty counts only beside one that cannot be (everybody is in Everyone, somebody is an administrator), and that there is no API token only where others’ would be seen; that nobody is found only when somebody who exists is found by the same search.',
    cannot: [
      'End sessions that apps made for themselves after sign-in, or access tokens that were issued before. They live on until they expire; `tokenMinutes` is shown as the residual window.',
      'List a user’s sessions: Okta has no such call. Sessions count as ended when they were ended by a call, the account is closed, no refresh token is left and nobody signed in since; otherwise the action stays `accepted`.',
      'Take somebody out of groups that an app or a directory feeds, or out of Everyone. A group rule may add the person again; the re-checks see that.',
      'Take back app assignments or licences, delete users, or reach devices.',
      'Cut the account behind Relais’ own token, or a super administrator while no other one named in `superAdmins` is active.',
    ],
  },
  entra: {
    tried:
      'Held to Microsoft’s own description of Graph, requests and the sandbox’s answers. Not tried on a real tenant.',
    does: [
      'Disables sign-in (`accountEnabled`). An account that comes from Active Directory is a task instead: a change in the cloud would be undone by the next synchronisation.',
      'Ends refresh tokens and browser sessions.',
      'Disables the devices that the person registered; nothing is wiped. A device from Active Directory is a task.',
      'Removes every sign-in method but the password, once the account is disabled: authenticator, passkeys, phones, codes.',
      'Takes back the grants that the person gave to apps.',
      'Takes back directory roles that were given to the person: built-in and custom ones, for the tenant or for an administrative unit.',
      'Takes back assignments of the person to apps.',
      'Takes the person out of security groups and Microsoft 365 groups that are kept in the cloud. A licence that comes with a group goes with it. A group that roles may be assigned to says so in the plan; it is left alone with `leave: [roles]`.',
      'Takes back licences given to the person; one that another builds on goes after it. This starts Microsoft’s clock, which the plan says, and the days after the run: a mailbox without licence is gone after 30 days. Put `licences` under `leave` to do it later by hand.',
      'Makes one task of roles, and one of groups, that the person may switch on for a while (Privileged Identity Management); a person ends them there, and Relais reads when they have.',
      'With `microsoft365`: removes inbox rules that send mail on and people who share the calendar; sets an automatic answer that names who takes over, for `replyDays`; forwards new mail for `forwardDays`, where `forwarding` is listed; cancels coming meetings that the person organises; opens the OneDrive to whoever takes over; makes them an owner of groups and teams that nobody else owns. That is whoever the walk names, else the one address under `to`, else the manager; where nobody takes over, files and groups are tasks, which Relais reads back.',
      'With `microsoft365`: makes tasks of what Graph cannot do, with the exact command where there is one: converting the mailbox to a shared one (read back by itself), permissions of mailboxes in and out, links by which OneDrive shares, and meetings that are handed on (`meetings: ask`; read back by itself).',
      'Licences, and groups that bring one, wait without end until all of this passed on, or a person proved or waived it.',
      'Makes one task each of groups with a rule, groups from Active Directory, and distribution lists or mail-enabled security groups: Graph cannot change their members.',
      'Makes a task of Relais’ own app registration where the leaver is among its owners, or those of its service principal, and reads by itself when they no longer are (`own-app`).',
      'Tells the walk which groups, teams and applications the person owns and, where `microsoft365.what` names `meetings`, which recurring meetings they organise in the coming 92 days, by day, hour and number of people.',
    ],
    proof:
      'Reads the user, methods, grants, memberships, assignments, devices and licences again, each by a call of its own. Sessions count as ended when the account is closed, `signInSessionsValidFromDateTime` is at or after Relais’ own call by Graph’s clock, and no successful sign-in after it is known. People are looked up by every address (principal name, mail, aliases, other mails) and by employee number. Nobody counts as absent unless people who exist are found by the same queries, spelled with other capitals. An empty list counts only where a global administrator’s is not empty; what Graph answers without its fields, for want of rights, is unknown.',
    cannot: [
      'End access tokens that were issued before. Apps with continuous access evaluation (Exchange, SharePoint, Teams) learn of it within about 15 minutes, others when the token ends; `tokenMinutes` is shown as the residual window.',
      'End a guest’s sessions: they belong to the guest’s own tenant. The residual window stands at the disabling then.',
      'Prove that sessions ended while the account is still open, as it is until Active Directory was synchronised: the action stays `accepted`. Removing methods waits too: try again after the synchronisation.',
      'Reset the password or delete the user. A user in the trash counts as closed, and is found again when restored.',
      'Cut an account that only names the person’s address as another way to reach its owner, or that shares an address with somebody else’s: a person says whose it is, or the employee number does.',
      'Promise that a tenant without the licence for Privileged Identity Management says so by the code that we know (`AadPremiumLicenseRequired`, from recall): any other refusal leaves the task untold. Nor see app passwords, or what the person’s own app registrations do. Owned objects are kept in the snapshot for a person to look at.',
      'Move or copy files: the OneDrive is opened to whoever takes over. Without a licence it is read-only after 60 days and archived after 93 (we know both from secondary sources only); a mailbox is gone after 30.',
      'Hand mail, files or groups to a guest: their mailbox is another organisation’s. The plan makes tasks of it then, as where nobody takes over.',
      'See other calendars than the default one of a mailbox: meetings and shares of those are a person’s to look for.',
      'Give a meeting another organiser, or cancel those of the past: cancelling a series takes it out of calendars whole. Meetings more than 366 days ahead are not seen.',
      'See a mailbox on a server of your own (Graph answers as for somebody without one), mail that the server itself forwards, or who may open a mailbox: the tasks say how to look.',
      'End forwarding on its very day: the rule says its end, and the first look after it, on a day of `recheckDays`, removes it.',
      'Say when Teams shows a new owner: up to two hours later. The new owner is not made a member.',
      'Look into more than 60 folders for sharing links; the task says so.',
      'Change administrators with application permissions alone: for a leaver who holds a directory role, give the app’s service principal a role that may (Privileged Authentication Administrator); else Graph answers 403 and the action fails.',
      'Cut the last enabled global administrator, or anybody under `protected`. A protected account does not count as the one who stays.',
      'Tell the last sign-in without Entra ID P1 or P2: set `signIns` to false. Otherwise it tells successful sign-ins only, some hours late.',
    ],
  },
  keycloak: {
    tried:
      '**Proved on a real Keycloak 26**: ten ways in as the leaver, none after the cut (`npm run real -- keycloak`).',
    does: [
      'Finds everybody who carries one of the person’s addresses as e-mail or user name, a user name that is told (`userNames` of the person), or the employee number where `employeeNumberAttribute` says where it is kept.',
      'Disables the user, which closes sign-in, also through other identity providers, and refuses what was issued before wherever Keycloak is asked.',
      'Ends sessions and their refresh tokens.',
      'Takes back consents, and with them offline tokens, which otherwise outlive every session.',
      'Deletes the credentials one by one: password, codes, passkeys.',
      'Takes the person out of groups, and takes back roles of the realm and of clients that were given directly. The role that everybody has stays.',
    ],
    proof:
      'Reads the user, sessions, consents, credentials, groups and roles again, in the realm of the plan, which tells its id. What is not there counts only beside the user who answers by the id, or beside another user who does; that a role is not there only where the realm tells its id and a client is listed, because Keycloak leaves roles out in silence for want of a right; that nobody is found only when users who exist are found by the same queries, in other letters.',
    cannot: [
      'End access tokens that were issued before: whoever checks only their signature lets them in until they expire; `tokenMinutes` is shown as the residual window.',
      'Set the realm’s “not before”, which would end everybody’s tokens: that is a person’s choice.',
      'Take away links to other identity providers, on purpose: with the link kept, signing in there meets the disabled account; without it, Keycloak would make a new one. They are in the snapshot.',
      'Close the directory (LDAP, Active Directory) that feeds an account: name it as a system of its own.',
      'Notice that somebody is the last administrator of the realm: name those who stay under `protected`.',
      'Take roles of `realm-management` from an administrator with `manage-users` alone: Keycloak answers 403, and a person does it.',
      'Tell the last sign-in where the realm keeps no events of signing in, which is Keycloak’s default.',
    ],
  },
  postgresql: {
    tried:
      '**Proved on a real PostgreSQL 15**: eight ways in as the leaver, none after the cut (`npm run real -- postgresql`).',
    does: [
      'Finds roles whose name is one of the person’s addresses, or a name that is told (`roles`, `userNames` of the person), and those whose comment is their address. An address counts whatever the capitals, a told name as it is written. For a person to judge are a comment that names the address among other words, a name that differs in capitals alone, and a role about which its name, its comment or `roles` names anybody else’s address too.',
      'Takes sign-in away (`NOLOGIN`), which closes certificates, Kerberos and `trust` too, and with it what would open it again (`SUPERUSER`, `CREATEROLE`, `CREATEDB`).',
      'Ends every session, in all databases, and waits for their end.',
      'Takes the password away, and lets it have expired.',
      'Takes back each role that was given directly; the plan names what comes through it.',
      'Takes back, database by database, the rights that were given to the role itself, on any kind of object, and default privileges for new ones: each as whoever gave it, by `REVOKE`, never by `DROP OWNED`.',
      'With `data`: gives what the role owns to whoever the walk names, else to whom `data.to` names, database by database (`REASSIGN OWNED`); databases and tablespaces pass with the first of them, so each names these. Else it is a task with the list, which is read back. Nothing is dropped.',
    ],
    proof:
      'Reads the role, sessions, memberships, rights and owned objects again, each by a connection of its own, on the server of the plan (its system identifier, which every connection asks for, in every database), and on no replica. A role is gone only beside that of Relais in the same answer; sessions are over only where every row of `pg_stat_activity` may be read and our own is among them, and only while the role is closed, as one that was open may have undone it; memberships only beside those of the server’s own roles; rights and owned objects by what the server itself keeps of each role (`pg_shdepend`). That the password is gone only a superuser reads: that it expired at the very instant which the same statement sets (1970-01-01 00:00 UTC), is read; any other end proves nothing. Every change checks the role’s id and name within its transaction.',
    cannot: [
      'Close other roles of which the person knows the password, such as those of applications: that is a shared password to be changed.',
      'Notice that a function with `SECURITY DEFINER`, a trigger or a job that the person wrote goes on with its owner’s rights: the plan marks such functions among what is handed over, for somebody to read.',
      'Say that nobody has an account while a role that signs in carries nobody’s address: write comments, or name the roles of applications under `others`, and the superuser that the server was made with (often `postgres`), if it signs in.',
      'See what is in a database that is not under `databases`: where the role holds rights or owns anything there, the list is unknown, names the database, and holds the plan back; `doctor` says which are not named. Nor what is on another server. A database that cannot be reached is unknown, never done.',
      'Read `pg_hba.conf`: a line with `trust` lets anybody in by any name that may sign in. A closed role is refused there too.',
      'Take back what a superuser gave or owns, or change a superuser, without being one: PostgreSQL refuses, and a person does it. Nor rights that others hold from these (`WITH GRANT OPTION`), configuration parameters, or, from 16 on, memberships that somebody else gave.',
      'Cut the last superuser who can sign in, its own role, or those of the server itself; the superuser that it was made with is found, whatever its name, and a person is told.',
      'Take away `REPLICATION` and `BYPASSRLS`, which needs a superuser; neither opens anything without sign-in. End a prepared transaction, or drop the role.',
      'Tell the last sign-in of somebody who is not signed in: PostgreSQL keeps none.',
      'Go through a proxy or a pooler, or sign in by a certificate. PostgreSQL before 14 is refused; 16 and later were not tried.',
    ],
  },
  google: {
    tried:
      'Held to Google’s own API description, requests and the sandbox’s answers. Not tried on a real organisation.',
    does: [
      'Finds everybody who has one of the person’s addresses as primary address or alias, or the employee number; suspended and archived users too, and, where there is nobody else, who was deleted within some 20 days. An account that only names the address as another one, or to recover it, is the person’s if the name or the number says so; else a person decides.',
      'Before the account is closed, because Google changes these of an open account alone: sets a password that nobody knows, forgets recovery address and phone, turns 2-Step Verification off, ends backup codes, deletes application passwords, takes back the tokens of apps.',
      'In the mailbox, in its owner’s name: stops forwarding, deletes filters that forward, takes away delegates and foreign addresses to send from.',
      'Then suspends the account. It waits for the above for two minutes at most; where the flow releases the cut-off by a click (`mode: released`), or access was to end now, the account is suspended first, and what is left of the above opens nothing behind it.',
      'Signs the person out everywhere.',
      'Takes the work account and its data off each device, and nothing else of it. A device that is off does so when it is next online: until then the action is `accepted`.',
      'Makes a super administrator an ordinary user, and takes back administrator roles that were given to the person.',
      'Takes the person out of groups; the plan says of which they are a manager, an owner or the only owner.',
      'With `data`: hands the files of Drive, private ones too, and coming events to whoever the walk names, else to whom `data.to` names, else to the manager, behind the closed door. The plan says how many, and to whom. Google may take days: it is asked every hour of a day, then four times a day for two weeks, also after a restart, and never told twice. Where nobody takes over, and of what `data.what` leaves out, it is a task for a person, and Google’s record of transfers shows when it was done.',
      'Gives back the licences that `licences` names, once all of this is done, and never before the data was handed over, or a person has proven or waived that.',
      'Makes a task of where new mail goes: Google refuses mail to a suspended user, and no call sets its routing.',
      'Tells the walk which groups the person owns and, where `data` lets it read calendars, which recurring meetings they organise in the coming 92 days, by day, hour and number of people.',
    ],
    proof:
      'Reads the user, tokens, application passwords, codes, settings of the mailbox, devices, roles, groups and licences again, each by a call of its own, in the organisation of the plan (its customer id). That somebody is not there counts only when two people who exist are found by the same queries, spelled in other capitals; an empty list only beside one that is not: one right opens tokens, application passwords and codes, and somebody’s tokens are told; a mailbox tells its own address; somebody is an administrator; other groups and devices exist. The password cannot be read; that it has to be changed at the next sign-in is set by the same call, and can. Of files that were handed over Google’s record is not enough: whoever took over must own the folder that Google makes for them, and see nothing any more that is the earlier owner’s.',
    cannot: [
      'End access tokens that were issued before. They live for up to an hour; `tokenMinutes` is shown as the residual window. Sessions that other products began by “Sign in with Google” are theirs.',
      'List sessions: Google has no such call. They count as ended when they were ended by a call, the account is closed and nobody signed in since.',
      'Turn off 2-Step Verification that is enforced, or anything of it or of the mailbox once the account is suspended: Google refuses (told by administrators’ tools, not by its reference). It is said to be done then because nobody signs in and no new mail comes, and is open again if the account is. For the same reason there is no automatic answer: a suspended mailbox gets no mail to answer. Where new mail goes is a task.',
      'Take for closed what Google suspended by itself: its owner may lift that. It is suspended once more, and fails visibly if Google keeps its own reason.',
      'Set a password where another identity provider signs people in and Google drops `changePasswordAtNextLogin`: put `password` under `leave` there.',
      'Find mailboxes that the person may open as a delegate: Google has no such list. They are closed to them with the account.',
      'Read what is in the mailbox, Drive and calendar of a suspended user. That files passed is read in the Drive of whoever takes over, in their name; of a calendar Google’s own record of the transfer is all there is. Files in the trash, private events and secondary calendars are not handed over; nor is mail.',
      'Act as a workload identity whose token does not stand in a file (AWS, a metadata address, a command).',
      'Archive or delete the account, or reach ChromeOS devices.',
      'Tell sign-ins at once: the log may be hours late.',
      'Cut the administrator in whose name Relais works, or the last super administrator who can sign in. A protected account does not count as the one who stays.',
      'Prove anything of devices, groups or tokens where the whole organisation has none: put them under `leave`, as `relais doctor` says.',
      'Promise that what is handed over on the Admin console’s own pages stands in Google’s record of transfers, which no document says. Where it does not, the task stays open until a person waives it.',
      'Promise more than Google’s documents and API description do: it was not yet tried on a real organisation. `relais doctor` asks everything that a departure would, and changes nothing.',
    ],
  },
  github: {
    tried:
      'Held to GitHub’s own API description, requests and the sandbox’s answers. Not tried on a real organisation.',
    does: [
      'Removes the member from the organisation, or the outside collaborator from every repository.',
      'Takes back open invitations: to the person’s login, to every address of theirs, and, where `repositoryInvitations` is set, to single repositories.',
      'Makes a task of memberships that come from an enterprise team: only an enterprise owner can end them.',
      'Makes a task of an enterprise-managed user (a login with an underscore): out of the organisation the account still signs in, and only the identity provider suspends it. With the enterprise’s own SCIM address as a system of type `scim`, Relais does that too.',
      'Takes back credentials authorised for SAML single sign-on (`sso`).',
      'Takes back fine-grained tokens that reach the organisation (`fineGrainedTokens`).',
      'Takes back organisation roles and team memberships, for an internal move; removal takes them anyway.',
      'Knows accounts, teams, roles and the organisation by number: a new login, team name or address changes nothing. An organisation that takes another name has to be given it in `org`; plans stay as they are.',
      'Tells the walk, by GraphQL, to which repositories nobody else was added as an administrator, and, unless `leave` names `teams`, which teams nobody else maintains. Nothing where GraphQL is refused, or collaborators are not told.',
    ],
    proof:
      'Reads memberships, collaborators, invitations, authorised credentials, tokens, roles and teams again. What is not there counts only when the account still has the login that was asked for, the team or organisation above answers to its number, and Relais sees what an owner sees.',
    cannot: [
      'Suspend: an organisation can only remove. Private forks are deleted with it; an owner can bring the person and the forks back for three months.',
      'Tell whose login is whose. Name logins under `logins`, or in `userNames` of the person, or set `saml` (and `enterprise`, where the enterprise keeps the identities), or `verifiedAddresses`. That a member shows another verified address proves nothing: people have several. An unknown login is asked about, never guessed, and blocks the confirmation.',
      'Conclude anything with a token whose owner does not own the organisation: GitHub then hides members and teams without saying so.',
      'See or end classic personal access tokens that are not authorised for single sign-on, deploy keys, or what the person’s own apps and webhooks do. Without membership they no longer reach private repositories; deploy keys live on.',
      'See invitations to single repositories unless `repositoryInvitations` is set: GitHub lists them a repository at a time. They end after seven days.',
      'Plan quickly with several hundred teams where GraphQL is refused: REST takes a call a team. `relais doctor` says so.',
      'Give seats back: the plan’s seats are not reduced.',
      'Remove the last owner, or the account behind Relais’ own token.',
      'Renew a GitHub App that the leaver registered themselves: it is a task, read back by itself, to transfer it to the organisation.',
      'Tell the last activity without the audit log, which only Enterprise organisations have.',
    ],
  },
  gitea: {
    tried:
      '**Proved on a real Gitea 1.26**: thirteen ways in as the leaver, none after the cut but a deploy key, which the plan names and a person removed (`npm run real -- gitea`); with a token of these four scopes, and with the password under `basic`. Not tried on a Forgejo.',
    does: [
      'Finds everybody who carries one of the person’s addresses, as the first or as a further one, or a user name that is told (`userNames` of the person).',
      'Prohibits sign-in, with the source of the account left as it is: password, browser sessions, access tokens and Git over HTTP and SSH are refused at once. An administrator can lift it.',
      'Deletes access tokens, SSH and GPG keys, and the OAuth applications that the person registered, with what others granted them: under the prohibition they only sleep. What was signed by a GPG key is shown as unverified then.',
      'Lists the deploy keys of every repository within reach that the person could administer, with fingerprint and day, for a person to judge: they work on after everything else is closed. Where the person administers the whole instance, the task is always there and says to look into every repository.',
      'Takes the administrator’s role.',
      'Takes the person out of organisations, and so out of all their teams. The teams are in the snapshot.',
      'Makes a task of organisations that nobody else who can sign in owns, and reads by itself whether that has ended: Gitea does not let their last owner out.',
      'Takes the person out of repositories that they were added to by name, which leaving the organisation does not end.',
      'Makes a task of repositories in the person’s own name, and reads by itself when none is left.',
      'Tells the walk of which organisations the person is an owner, and which repositories are in their name.',
    ],
    proof:
      'Reads the account by its number again: to whoever is prohibited Gitea shows a page with status 200, so that no status proves anything. Everything is looked up by number and called by the names that it has by then. Lists count only beside the token’s user being an administrator, because Gitea hides from others without a word, and to the number that Gitea counts, the same on every page and nothing twice; and what is not in one only where Relais’ own token is in the list of its own tokens and is not limited to what is public. Behind a proxy that takes the count (`X-Total-Count`) away, only lists of one page are believed. An address or a user name whose user Gitea does not show is an error, not “no account”. What is read in the leaver’s name (teams, repositories, OAuth applications) counts only where Gitea says that it answers the leaver. Gitea tells no id of itself: up to three of its users, by number and instant of making, are remembered, and one of them must still be there.',
    cannot: [
      'End browser sessions, the remember-me cookie, or what the person granted to OAuth applications of others: Gitea has no call for them. They are refused as long as sign-in is prohibited, and wake with the password once that is lifted: before you lift it, set another password.',
      'Tell who added a deploy key: Gitea keeps no author. They are looked for in the first hundred repositories within reach that the person could administer, and the task says how many were left; those that an administrator of the site could reach besides are looked into by no call; nothing that can be read says which may stay, so a person’s word counts.',
      'List access tokens with a token sent as a token: Gitea takes it as the password of Basic authentication, Forgejo only a password (`basic`), of an account without a second factor. Without that list nothing shows that the token sees what is private, so that Relais prohibits sign-in, and says that it could not look at what else there is.',
      'End webhooks, push mirrors, runners and secrets of repositories and organisations, or keys of a directory that Gitea reads again: they live on.',
      'Transfer repositories, or delete accounts; Gitea refuses to delete one that still has repositories. Of a repository that stays on purpose, a person’s word counts.',
      'Look quickly at somebody who reaches hundreds of repositories: no list tells collaborations, so that each repository within their reach is asked for its collaborators.',
      'Close the directory (LDAP, OAuth, PAM) that an account signs in by: name it as a system of its own. The prohibition holds whatever that says.',
      'Cut the last active administrator beside Relais’ own account, or the account of its own token.',
      'Tell reviews when an account was last used: its list of everybody knows of signing in alone, and many only pull and push. A departure reads one account’s sign-in and the uses of tokens and SSH keys that are still there.',
    ],
  },
  gitlab: {
    tried:
      'Requests held to GitLab’s own API description; the sandbox’s answers by the names of their fields alone, because the description has wrong types. Not tried on a real GitLab.',
    does: [
      'On an instance (self-managed, Dedicated) blocks the account: no sign-in, no Git, no API, no seat; everything stays, and an administrator can lift it. `deactivate` is never used: whoever is deactivated comes back by signing in.',
      'Of a group (gitlab.com) removes the member from the top-level group and everything below it at once: a group cannot block anybody.',
      'Takes back personal access tokens, impersonation tokens, SSH and GPG keys (instance). GPG keys are removed, not revoked: what was signed stays verified.',
      'Takes the administrator’s role (instance).',
      'Takes away each direct membership of groups and projects, by number.',
      'Makes a task of groups that nobody else owns, and reads by itself whether another owner was named; then it takes the membership away.',
      'Makes a task of what the member reaches by another group that was invited to a group or project (gitlab.com), which shows once they are no member of the top-level group, and reads by itself whether that has ended.',
      'Makes tasks of projects in the person’s own namespace, of each pipeline schedule that runs as the person, and of runners that they made, and reads by itself when none is left, also once the person is a member of nothing any more.',
      'Tells the walk of which groups and projects the person is an Owner, unless `leave` names `memberships`.',
    ],
    proof:
      'Reads the user, the tokens, keys and memberships again. An empty list counts only where the list of the tokens of Relais’ own account is not empty; a membership’s 404 only below a group or project that was listed just before, to an owner. An instance tells no id of its own: up to three of its oldest users, by number and instant of making, are remembered, and one of them must still be there.',
    cannot: [
      'On gitlab.com: block an account, or see or end its tokens, keys and sessions: they are its owner’s, and open nothing private of the group without a membership. Those of enterprise users are revoked by hand in the group’s credentials inventory (Ultimate).',
      'On gitlab.com: tell whose account it is, but for enterprise users. Name user names under `scope.logins`, or in `userNames` of the person; an unknown member is asked about, never guessed, and blocks the confirmation.',
      'End what belongs to a group or project and not to the person: access tokens, deploy keys and tokens, webhooks, CI variables. They live on.',
      'End sessions by a call of their own: a block ends them.',
      'Look quickly into a group with hundreds of subgroups and projects: each is asked by itself.',
      'Transfer projects, take over schedules or remove runners: a person decides where they go. Of a project or runner that stays on purpose, of runners whose maker GitLab does not tell, and of schedules in projects that could not be looked into, their word counts. Schedules are looked for in the first hundred projects of the person and their groups.',
      'Tell who made a runner where GitLab does not say it (`created_by`, which its description of 17.9 does not have yet): a person looks at the page that the task names.',
      'Promise that an account is found by a further address of its owner’s: newer versions search these for administrators, and no older one was asked. Addresses that are somebody’s first one are always found.',
      'Block whom LDAP keeps, the last active administrator, the last owner of the group, or the account of its own token.',
      'Tell the last use of a group’s member. On an instance it tells sign-ins and uses of tokens by the instant; a day alone (`last_activity_on`) may be the day of the cut-off, and says nothing.',
      'Work fast where users may be asked only 300 times in ten minutes, as is the default of an instance: exclude the token’s user from that limit, and raise `perMinute`.',
    ],
  },
  atlassian: {
    tried:
      'Jira: held to Atlassian’s own description, requests and the sandbox’s answers. Organisation: requests held to a description that others put together; the search for users, and the list of directories, are known from a client that is generated from Atlassian’s. Not tried on a real organisation.',
    does: [
      'Deactivates accounts that the organisation manages (their domain is claimed): nobody signs in by them anywhere at Atlassian. Any other account is suspended in every directory of the organisation, which frees its seats.',
      'Makes a task of an account that an identity provider feeds: Atlassian lets nobody else close it. Relais reads by itself whether it is closed.',
      'Deletes the API tokens of managed accounts.',
      'Takes the person out of groups, and with them out of products.',
      'Gives projects that the person leads, filters (private ones too) and shared dashboards to whoever takes over: chosen on the walk, else the one address under `to`, else the manager. What nobody takes over is a task, which Relais reads back.',
      'Makes tasks of roles in the organisation (read back by itself), and of automation rules, whose owners no call tells.',
      'Tells the walk which projects the person leads and which dashboards and filters they own in Jira, but for what `leave` names.',
    ],
    proof:
      'Reads the account in the directory, and of a managed one its own profile as well; tokens, groups and owners each by a call of their own. That nobody is found counts only when somebody who exists is found by the same exact search in other capitals. An empty list of tokens or groups counts only where the account behind `site.token` has some; that Jira finds nothing of the person only where it finds something of anybody.',
    cannot: [
      'Close an account that the organisation does not manage: it stays its owner’s, and is shut out of the organisation only. Managing accounts needs a claimed domain; feeding them from an identity provider needs Atlassian Guard.',
      'End sessions, or tell whether there are any: Atlassian has no call for it. We suppose that deactivation ends them; no document says how soon.',
      'See API tokens of accounts that are not managed, OAuth grants, private dashboards, automation rules, Confluence spaces and pages, Bitbucket, or what apps of the Marketplace hold.',
      'Take anybody out of a group that an identity provider feeds: Jira refuses, and the action fails.',
      'Know how soon a product was used: Atlassian tells days, up to a day late. The day of the cut-off itself says nothing.',
      'Cut the last active administrator of the organisation, or anybody under `protected`.',
    ],
  },
  slack: {
    tried: 'Held to Slack’s own API description, requests and the sandbox’s answers. Not tried on a real workspace.',
    does: [
      'Deactivates the account of a member or guest: with `plan: enterprise` in the whole organisation (`admin.users.deactivate`), with `business` by SCIM 2.0. Slack signs it out everywhere, takes its API tokens back and takes it out of every channel; messages and files stay, and an administrator can activate it again.',
      'With `plan: other` (Free, Pro) no program may do that: it is a task for a person, with the page where it is done, and Relais reads by itself whether it is done, without waiting for their word.',
      'Ends every session in every workspace (`enterprise`).',
      'Makes a task of somebody whose account is another organisation’s (Slack Connect), with the shared channels that the token sees.',
      'Makes a task of the apps and integrations that the person installed and whose bots, commands and webhooks go on: by name with `integrationLogs`, else of looking for them.',
      'Makes a task of the workflows that the person manages (`enterprise`), and reads by itself when none is theirs and none is without a manager. Where any workflow is without a manager, whoever’s it was, nothing is concluded.',
      'Makes a task of the private channels that a member made, before nobody manages them. Public ones are not told: every administrator can manage these.',
    ],
    proof:
      'Reads the user by id (`users.info`): `deleted` is true. Slack forgets nobody, so whoever is not found proves nothing. Sessions are listed again, and an empty list counts only where somebody else’s is not. That nobody was found counts only where the list of all users holds the token’s own user, and the look-up finds them. Which workspace or organisation answers is told by `auth.test`.',
    cannot: [
      'Deactivate the primary owner, or the account of its own token.',
      'Use the bot token by which Relais talks: it may not do any of this. Make an app of its own, with a user token of an administrator who stays.',
      'See private channels that the token’s user is not in, or who else manages a channel.',
      'See workflows or end sessions below Enterprise; there the deactivation ends the sessions.',
      'Tell whether a task about apps or channels was done: somebody may keep what is listed under another name. A person’s word counts, as it does for a workflow that stays as it is.',
      'Remove app installations, webhooks or workflow managers: a person decides which of them go on.',
      'Take anybody out of channels, user groups or an administrator’s role for an internal move.',
      'List the members of an Enterprise organisation who are in none of the workspaces that the app is approved for: they are found by the look-up of their address alone.',
      'Tell the last use without the access logs (a paid plan, and the scope `admin`). Slack filters them by nobody, so they are read whole, and nothing is concluded where they are longer than Slack gives.',
      'Promise what no live Slack was asked for: `admin.users.deactivate` is documented, and missing in Slack’s own SDK 8.2.0; that a look-up by address works with an organisation’s token is not documented either way.',
    ],
  },
  salesforce: {
    tried:
      'Written from Salesforce’s documents; there is no description to hold it to, because objects differ by organisation. Against a sandbox of ours, which answers as these say. Not tried on a real organisation.',
    does: [
      'Freezes the user at once (`UserLogin.IsFrozen`): nobody signs in any more, and nothing can refuse it.',
      'Ends every session, which a freeze leaves alone.',
      'Revokes the tokens of apps, one by one: they outlive sessions.',
      'Takes back permission sets, and memberships of public groups and queues.',
      'With `data`, makes the manager, or whoever is named, the owner of accounts, contacts, leads, opportunities and cases, two hundred at a time, closed ones too; the plan says how many. What does not fit into one call goes on in the next.',
      'Without `data`, makes one task of what they own, and reads by itself when nothing is left.',
      'Gives back licences of permission sets and of managed packages.',
      'Deactivates the user last, once data has passed: that frees the licence. Salesforce refuses it while the user is a default owner of leads or cases, the default workflow user, an approver, the only recipient of an alert, or in a hierarchy field; the plan says so before, and a refusal is told in Salesforce’s own words, with the user frozen meanwhile.',
      'Makes tasks of scheduled jobs, of dashboards that run as the person, and of private reports, and reads by itself when none is left.',
    ],
    proof:
      'Asks anew, by SOQL, in the organisation of the plan, whose id is told by `Organization`. A list counts only when it is as long as Salesforce counts it, and an empty one only where Relais may manage users: whoever may not is told of their own alone, and nothing is refused. That no record is counted counts only where it may see all data. Salesforce deletes no user, so one that is not told proves nothing. Records are counted at both ends. That nobody is found counts where somebody who is there is found by user name in other capitals.',
    cannot: [
      'Change the owner of a private report, the running user of a dashboard, or the user of a scheduled job: no call does. They are tasks.',
      'Tell beforehand in which settings the user stands in the way of a deactivation: those are metadata, and each is a place of its own. Its refusal names the first.',
      'Hand on other objects than the five, tasks and events, files, or records that triggers or rules of yours refuse: they are left, and the read-back counts them.',
      'Undo a hand-over: who owned what is not kept.',
      'Tell whose user it is that carries the address and nothing else of the person, beside another one: an interface’s has its maker’s address. It is asked about, and blocks the confirmation.',
      'See who manages users by a permission set alone, when it looks for the last administrator. Name break-glass users, and the one of Relais, under `protected`.',
      'End what an app does with a token of its own user. Delegated approvers, territories, account and opportunity teams, and manual shares stay.',
      'Restore licences that somebody else took meanwhile.',
      'Tell uses of a token: sign-ins are told, by the history of the last six months.',
      'Promise the names of permissions and fields beyond the pinned version of the API, 64.0.',
    ],
  },
  hubspot: {
    tried:
      'Held to HubSpot’s own API description (2026-03), requests and the sandbox’s answers; searches and batches of records to what it says of one kind of object. Not tried on a real account.',
    does: [
      'With `closing: remove`, removes the user from the account, on every plan: no sign-in any more, the seat is free, permissions and teams are gone. What they own stays, with its owner, whom HubSpot calls a deactivated user.',
      'With `closing: by-hand`, makes a task of deactivating the user (or SCIM does, with Enterprise: add a system of the kind `scim`), and reads by itself that the owner they are is archived.',
      'Takes the person out of their main team and further ones.',
      'With `data`, makes the manager, or whoever is named, the owner of the leaver’s contacts, companies, deals and tickets, a hundred at a time; the plan says how many. What does not fit into one call goes on in the next.',
      'Without `data`, makes one task of what they own, and reads by itself when nothing is left.',
      'Of a super admin, makes a task of the private apps whose tokens they could see.',
      'Makes a task of Relais’ own private app where the leaver made its token.',
    ],
    proof:
      'Reads the user again, by id, and the owner that they are: archived says deactivated. A 404 counts only where the list of all users holds others and not this one. Records are counted anew, at both ends: none is the leaver’s any more, and whoever takes over has some. A list that is empty although something is counted, or out of order, proves nothing. The account is told by its Hub ID.',
    cannot: [
      'Deactivate a user: HubSpot’s API removes one or does nothing. A removed user who comes back gets permissions and teams anew, by hand; the snapshot says what they were.',
      'End sessions: HubSpot lists and ends none. A removed user opens nothing.',
      'Remove a super admin, as far as is known from others; then it says so, and a person takes those rights first. That was not tried.',
      'Give away what stands under other user properties than the owner, nor tasks, sequences, meeting links, workflows, lists or dashboards.',
      'Undo a hand-over: who owned what is not kept.',
      'Promise that an empty id empties the main team: HubSpot documents it nowhere. The read-back tells, and a removal does it anyway.',
      'Rotate a token of a private app, or tell which the leaver has seen.',
      'See custom objects, or records that the private app’s scopes leave out.',
      'Tell the last use without `signIns`. Only sign-ins are told, and not what an app does in somebody’s name.',
    ],
  },
  zoom: {
    tried:
      'Users, groups and roles held to Zoom’s own API description, requests and the sandbox’s answers; meetings, webinars and recordings written from documents. Not tried on a real account.',
    does: [
      'Deactivates the user: no sign-in, and Zoom takes the licences away; settings, meetings and recordings stay, and an administrator can activate it again.',
      'Takes back the token by which Zoom’s apps stay signed in through SSO.',
      'Takes an administrator’s role, before the closing: Zoom deactivates members alone.',
      'Takes the person out of the groups of users.',
      'With `data`, removes the user **for ever** and hands meetings, webinars, recordings, whiteboards, clips, notes, documents and visits to the manager or whoever is named, after the plan has said how many there are. The licence waits for it.',
      'Without `data`, makes a task of coming meetings and webinars, and reads by itself when none is left.',
      'Makes a basic user of a licensed one, where the deactivation did not.',
      'Makes a task of a number of Zoom Phone, before it goes with the licence.',
    ],
    proof:
      'Reads the user again, by the immutable id, with its status, role, groups and licence. A 404 counts only where the list of all users (active, deactivated, invited) holds others and not this one. Whoever has no account is proven by that whole list too, and by a control: somebody whom it names is found by address. The account is told by the id that its users carry. A removal counts as a hand-over only when Relais asked for it, and what the user hosted is seen with whoever took over.',
    cannot: [
      'Hand meetings or recordings on while the user stays: Zoom does that with a removal alone, and an app of the account may not change the host of a meeting. So it is off unless `data` is there.',
      'Tell what was a user’s once it is removed. What was counted before must be seen with whoever takes over, each by its id or by so many more than before; where Relais was started anew in between, a person looks. Whiteboards, clips, notes and documents are listed by no call. Meetings by the personal meeting id are handed to nobody, and the plan counts them apart; webinars only to whoever has a licence for them.',
      'Restore a removed user.',
      'List sessions. They count as ended when they were ended by a call, the account is closed, and nobody signed in since.',
      'Cut the owner of the account: hand the ownership on first.',
      'Tell who made the Server-to-Server app by which Relais works: Zoom’s API does not say. See for yourself that another administrator can open it in the Marketplace.',
      'Withdraw an invitation that nobody accepted: Zoom gives it no id. It stops the plan and says so.',
      'Count recordings that are older than thirty days, or see hardware: Zoom Rooms and the devices that pair with them are shared.',
      'Take back the right to schedule for others (scheduling privilege), contacts, chat channels, or the SSO sessions of the identity provider.',
      'Promise the names of the scopes: Zoom’s own page of them was not to be had, so they are those that several programs for Zoom list. `relais doctor` compares them with what Zoom says the token has.',
      'Tell that somebody joined a meeting by its link: no account is used for that. Sign-ins are told by `last_login_time`.',
    ],
  },
  scim: {
    tried:
      '**Proved on two real servers**, scim2-server and django-scim2, with the default settings (in `npm run test:long`).',
    does: [
      'Deactivates, removes, deletes or unlinks the user: which of these it is differs by product and is told by `deactivateSemantics`.',
      'Takes a suspended user out of the groups (`groups`); where the server takes no PATCH of a group, by putting the group back without the member, with everything else as it came.',
      'Takes away roles and entitlements, which a suspended user keeps otherwise.',
      'Makes one task of memberships that the server names without an id.',
      'After `unlink`, makes a task: a person must look inside the product.',
    ],
    proof:
      'Reads the user again; where the record is to vanish, a 404 counts only together with look-ups that find nobody. Which organisation answers is told by witnesses: up to three other users, whom the plan remembers by id (with a digest of the user name where ids are not UUIDs). One of them must still be there whenever something is called or counts as gone.',
    cannot: [
      'End sessions or tokens: SCIM has no words for them. Most products end them with the user; ask the vendor.',
      'Look people up quickly on a server without filters, or whose filters do not find who exists: it reads every user each time (up to 4,900) and compares. Behind more users than that nothing is concluded.',
      'Tell that there are no groups by an empty list alone: without the right to read them it looks the same. Set `groups: leave` for a product without groups, unless its `/ResourceTypes` says so.',
      'Notice roles or entitlements that the server hides from the token from the start, while it tells everything else.',
      'Prove that somebody is gone where the product has no other user than the leaver: SCIM has no id of the organisation, and nobody else shows which one answers. A person decides then.',
      'Recognise the organisation once all three witnesses have left: it is asked about like another one, and IT may adopt it.',
      'Tell the last activity, unless the product keeps it in an attribute (`lastActivityAttribute`).',
      'Transfer data or licences.',
    ],
  },
  webhook: {
    tried: 'The receiver is yours; tried on one of ours, well-behaved and hostile.',
    does: [
      'Sends one signed `POST` to a receiver of your own. What the receiver does is yours.',
      'Sends the same `Idempotency-Key` for every attempt of one day, so that the receiver can drop repetitions.',
    ],
    proof:
      'Asks `statusUrl` by a signed `GET`, and compares the answer with `doneStates`. Whose receiver answers is asked before each call and after whatever counts as gone: it names its organisation in every answer, `{"state": null, "organisation": "example.com"}` for somebody unknown, or it is known by `knownAccount`.',
    cannot: [
      'Find somebody whose address the receiver keeps in other capitals: it must not mind them. `relais doctor` tries that on `knownAccount`.',
      'Prove anything without `statusUrl`: the action stays `accepted` until a person attaches proof.',
      'Take a 409 to the request for “was done before”, unless its body names the field of the state with one of `doneStates`; with one of `pendingStates` it is read back later, and any other is a conflict that is tried again.',
      'Take a plain 404 to either call for “knows nobody”, nor a gateway’s in JSON: the receiver’s names the field of the state, or `knownAccount` is told in the same look.',
      'Take “knows nobody” for an end of access where the receiver neither names its organisation (`organisationField`) nor knows `knownAccount`: another organisation’s receiver, with the same secret, would say the same. Then only a state from `doneStates` counts, and a person decides about the rest; `relais doctor` says so.',
      'Do more than one thing per entry; write an entry for each.',
    ],
  },
  manual: {
    tried: 'Nothing is called.',
    does: ['Calls nothing. A person of IT does it, or hands it to somebody, and writes down what was done and seen.'],
    proof: 'The note is the proof; it is in the journal under the name of whoever wrote it.',
    cannot: [
      'Be verified, re-checked or watched for activity: nobody but the person has seen it.',
      'Know whether the person has an account: `appliesTo` decides whom it concerns.',
    ],
  },
};
