/** A duration: milliseconds, or ISO 8601 text (`'PT73H'`). */
export type Duration = number | string;
/** A moment: a `Date`, or RFC 3339 text (`'2026-11-20T09:00:00Z'`). */
export type Moment = Date | string;
/** A JSON document: a state, a stub, a rule. */
export type Document = { [name: string]: any };

export * from './lib/errors.js';

/** Starts the program on a free port, and waits until it is ready. */
export function startEmulator(options?: StartOptions): Promise<Emulator>;
/**
 * Connects to a running emulator, which `stop` leaves running.
 *
 * @param url its address, as in its ready line: `http://127.0.0.1:8080`
 */
export function attachEmulator(url: string, options?: ConnectionOptions): Promise<Emulator>;
/**
 * The path of the program: from `BREVO_EMULATOR_BINARY`, in the package for this platform, or on `PATH`.
 *
 * @throws {BinaryNotFound}
 */
export function findBinary(): string;

export interface ConnectionOptions {
  /** The prefix of every path of the API: `/v3` by default, `/` for none. */
  basePath?: string;
  /** The token that the emulator requires for commands. */
  adminToken?: string;
  /** The certificates to trust for https, in PEM. */
  ca?: string | Uint8Array;
}

export interface StartOptions extends ConnectionOptions {
  /** Command-line options of the program: `['--rate-limits', 'documented']`. */
  options?: readonly string[];
  /** The state to start with, as the path of a file or as a document. */
  seed?: string | Document;
  /** The program; `findBinary` finds it by default. */
  binary?: string;
}

/**
 * An emulator with any number of worlds.
 *
 * One that `startEmulator` started stops by `stop`, by `await using`, or when this process dies, even if it is killed.
 * Environment variables named `BREVO_EMULATOR_…` are not passed on, so that tests behave the same on every machine.
 */
export class Emulator {
  private constructor();
  /** The address of the emulator and of its default world. */
  readonly url: string;
  /** The base URL for an SDK, in the default world. */
  readonly baseUrl: string;
  /** The version in the ready line; undefined if attached. */
  readonly version: string | undefined;
  /** The id of the process; undefined if attached. */
  readonly pid: number | undefined;
  /** The log of the program since it started, one line per request. */
  readonly log: string;
  /** The world at the emulator's own address, shared by everyone who uses it. */
  readonly defaultWorld: World;
  /** The world with this name, or a new one. A world is created on first use. */
  world(name?: string): World;
  /** The names of all worlds. */
  worlds(): Promise<string[]>;
  /** The metrics of the process, in the Prometheus text format. */
  metrics(): Promise<string>;
  /** Stops the program if `startEmulator` started it, and waits for it to exit. The log stays readable. */
  stop(): Promise<void>;
}

/**
 * An isolated emulator: it shares no accounts, mails, clock, stubs, journal or ids with other worlds.
 *
 * Give an SDK `baseUrl`, and any API key: a key that was never seen opens a new account. A refused command rejects with
 * `CommandRefused`.
 */
export class World {
  private constructor();
  readonly name: string;
  /** Its address, for WireMock clients. */
  readonly url: string;
  /** The base URL for an SDK. */
  readonly baseUrl: string;

  /** The invited person accepts. Resolves to the person's new status. */
  accept(email: string, options?: PersonOptions): Promise<string>;
  /** The invited person declines. Resolves to the person's new status. */
  decline(email: string, options?: PersonOptions): Promise<string>;
  /** The invitation mails that the service would have sent, newest first. */
  mails(query?: MailQuery): Promise<Mail[]>;
  /** One mail. */
  mail(id: number): Promise<Mail>;
  /** Deletes all mails. Their links stop working. */
  clearMails(): Promise<void>;

  /** The world's clock. */
  clock(): Promise<Clock>;
  /** The current time on the world's clock. */
  now(): Promise<Date>;
  /** Moves the clock forward: `advance('PT73H')`. Resolves to the new time. */
  advance(by: Duration): Promise<Date>;
  /** Stops the clock, at `at` if given. Resolves to the time. */
  freeze(at?: Moment): Promise<Date>;
  /** Lets the clock run; `rate` is how many seconds of the world pass in one real second. Resolves to the time. */
  run(options?: { at?: Moment; rate?: number }): Promise<Date>;

  /** Restores the initial state, clock, mails, stubs, journal and faults. Snapshots are kept. */
  reset(): Promise<void>;
  /** Deletes the world if it exists. The default world cannot be deleted. */
  delete(): Promise<void>;
  /** The whole state as one document, as `replaceState` and seed files take it. */
  state(): Promise<Document>;
  /** Replaces the whole state. An invalid document changes nothing; the error lists every fault. */
  replaceState(document: Document): Promise<void>;
  /** Saves state and clock under this name. Resolves to the time on the world's clock. */
  snapshot(name: string): Promise<Date>;
  /** Restores a snapshot. */
  restore(name: string): Promise<void>;
  /** The names of the snapshots. */
  snapshots(): Promise<string[]>;
  /** The state in a snapshot, as one document. */
  snapshotState(name: string): Promise<Document>;
  /** Deletes a snapshot. */
  deleteSnapshot(name: string): Promise<void>;
  /**
   * What has changed, as a JSON Patch (RFC 6902).
   *
   * @param from `seed` (unless given), `now` or the name of a snapshot
   * @param to `seed`, `now` (unless given) or the name of a snapshot
   */
  diff(from?: string, to?: string): Promise<Document[]>;

  /** Fails or delays requests by these rules, which replace all earlier ones. `seed` makes them repeatable. */
  chaos(rules: Document | readonly Document[], options?: { seed?: number }): Promise<void>;
  /** The rules. `matched` and `fired` count the requests that each has matched and affected. */
  chaosRules(): Promise<Document[]>;
  /** Removes all rules. */
  clearChaos(): Promise<void>;
  /** Adds a stub in WireMock's format, which takes precedence over the emulator. Resolves to its id. */
  addStub(stub: Document): Promise<string>;
  /** Removes a stub. */
  removeStub(id: string): Promise<void>;

  /** The requests to the API in the journal, oldest first. */
  requests(query?: RequestQuery & { status?: number }): Promise<RecordedRequest[]>;
  /** Waits until `count` requests match (1 by default), for `timeout` milliseconds at most (10 000 by default). */
  waitForRequests(query?: RequestQuery & { count?: number; timeout?: number }): Promise<RecordedRequest[]>;
  /** The events of the world from now on. The stream is open once this resolves. */
  events(): Promise<AsyncIterableIterator<WorldEvent>>;
  /** Each request with its response, formatted for a failure message. */
  transcript(): Promise<string>;

  /** The assumptions of this world about what is not known of the real service, by name. */
  assumptions(): Promise<{ [name: string]: Assumption }>;
  /** Changes assumptions: `{ update: 'replace' }`, or `{ assumptions: 'strictest' }` for the strictest of each. */
  assume(values: { [name: string]: string }): Promise<void>;
  /** Every rule of behaviour, with its source. */
  rules(): Promise<Rule[]>;
  /** One rule of behaviour. */
  rule(id: string): Promise<Rule>;
  /** Explains how a request was answered: one of `requests`, or the `sib-request-id` of a response. */
  explain(request: RecordedRequest | string): Promise<Document>;
  /**
   * The outcomes of each operation, with how often requests to this world have exercised each; `allWorlds` for those to
   * any world, deleted ones included.
   */
  coverage(options?: { allWorlds?: boolean }): Promise<Coverage>;

  /** Sends any command of the control plane; `path` is below `/__emulator`. */
  command(method: string, path: string, document?: unknown): Promise<any>;
}

/** What requests have exercised. */
export interface Coverage {
  /** How many outcomes were exercised, of how many, and their share. */
  covered: number;
  total: number;
  percent: number;
  items: { id: string; operation: string; status: number | null; rule: string | null; basis: string; count: number }[];
}

export interface PersonOptions {
  /** A key of the account that invited, where several have invited the address. */
  account?: string;
  /** `user` by default; `admin` for an admin user of a master account. */
  kind?: 'user' | 'admin';
}

export interface MailQuery {
  to?: string;
  kind?: 'invitation' | 'resend';
  role?: 'user' | 'admin';
  /** A key of the account that sent them. */
  account?: string;
  /** The maximum number of mails; 100 by default, 1000 at most. */
  limit?: number;
}

/** An invitation mail that the service would have sent. */
export interface Mail {
  id: number;
  to: string;
  kind: 'invitation' | 'resend';
  role: 'user' | 'admin';
  subject: string;
  text: string;
  html: string;
  /** The page that the person would open. */
  page: string;
  /** POST to one of these to answer. */
  accept: string;
  decline: string;
  sentAt: Date;
  expiresAt: Date | undefined;
}

export interface Clock {
  now: Date;
  frozen: boolean;
  /** How many seconds of the world pass in one real second. */
  rate: number;
}

export interface RequestQuery {
  /** A request pattern in WireMock's format. */
  pattern?: Document;
  method?: string;
  /** `/v3/organization/invited/users` */
  path?: string;
}

/** A request to the API in a world's journal, with its response. */
export interface RecordedRequest {
  /** The id in the journal. */
  readonly id: string;
  readonly method: string;
  /** The request target without the world's prefix: `/v3/organization/invited/users?limit=1`. */
  readonly url: string;
  /** The target without its query. */
  readonly path: string;
  /** With lower-case names. */
  readonly headers: { [name: string]: string };
  readonly body: string;
  /** The body as JSON; undefined if it is not JSON. */
  readonly json: any;
  /** The status of the response; 0 if the connection was broken instead. */
  readonly status: number;
  readonly responseHeaders: { [name: string]: string };
  readonly responseBody: string;
  readonly responseJson: any;
  /** Whether an operation or a stub matched the request. */
  readonly wasMatched: boolean;
  /** The emulator's advice about the response, or empty. */
  readonly hint: string;
  /** The `sib-request-id` of the response. */
  readonly requestId: string;
  /** The entry of the journal. */
  readonly document: Document;
}

/** Something that happened in a world. */
export interface WorldEvent {
  /** Its number in the world. */
  id: number;
  /** `request` for an API call, `state` for a change of state. */
  type: string;
  data: any;
}

/** What a world assumes where the behaviour of the real service is not known. */
export interface Assumption {
  name: string;
  value: string;
  /** All possible values; the default comes first. */
  values: string[];
  decides: string;
  /** The ids of the rules that depend on it. */
  rules: string[];
}

/** A rule of behaviour, and how well it is known. */
export interface Rule {
  id: string;
  text: string;
  basis: 'DOC' | 'OBS' | 'INF';
  source?: string;
  assumption?: string;
}
