/** A duration: milliseconds, or text as ISO 8601 writes it (`'PT73H'`). */
export type Duration = number | string;
/** A moment: a `Date`, or text as RFC 3339 writes it (`'2026-11-20T09:00:00Z'`). */
export type Moment = Date | string;
/** A document of the emulator's: a state, a stub, a rule. */
export type Document = { [name: string]: any };

/** Starts the program on a free port, and waits until it is ready. */
export function startEmulator(options?: StartOptions): Promise<Emulator>;
/**
 * An emulator that somebody else has started, and that `stop` leaves running.
 *
 * @param url its address, as its ready line has it: `http://127.0.0.1:8080`
 */
export function attachEmulator(url: string, options?: ConnectionOptions): Promise<Emulator>;
/**
 * The program: the one that `BREVO_EMULATOR_BINARY` names, the one of this platform's package, or the one on `PATH`.
 *
 * @throws {BinaryNotFound}
 */
export function findBinary(): string;

export interface ConnectionOptions {
  /** What stands before every path of the API: `/v3` unless given, `/` for nothing. */
  basePath?: string;
  /** What the emulator wants to be sent with commands. */
  adminToken?: string;
  /** Certificates, in PEM, that are trusted for https. */
  ca?: string | Uint8Array;
}

export interface StartOptions extends ConnectionOptions {
  /** Options of the program, each a word: `['--rate-limits', 'documented']`. */
  options?: readonly string[];
  /** The state to start with: the path of a file, or a document. */
  seed?: string | Document;
  /** The program; found by `findBinary` unless given. */
  binary?: string;
}

/**
 * An emulator with any number of worlds.
 *
 * One that `startEmulator` started ends with `stop`, with `await using`, or with this process, however that ends.
 * Variables named `BREVO_EMULATOR_…` do not reach it: a test means the same on every machine.
 */
export class Emulator {
  private constructor();
  /** Its address, and that of its default world. */
  readonly url: string;
  /** The base URL that an SDK takes for the default world. */
  readonly baseUrl: string;
  /** The version that the program told; undefined for one that was attached to. */
  readonly version: string | undefined;
  /** The process's id; undefined for one that was attached to. */
  readonly pid: number | undefined;
  /** What the program has written to its log since it started, one line a request. */
  readonly log: string;
  /** The world that the emulator's own address leads to, shared by all who use it. */
  readonly defaultWorld: World;
  /** A world by its name, made on first touch; a new one where no name is given. */
  world(name?: string): World;
  /** The names of all worlds. */
  worlds(): Promise<string[]>;
  /** The process's metrics, in Prometheus's text format. */
  metrics(): Promise<string>;
  /** Stops the program, if `startEmulator` started it, and waits for its end. The log stays readable. */
  stop(): Promise<void>;
}

/**
 * A whole emulator of its own: accounts, mails, clock, stubs, journal and ids, shared with no other world.
 *
 * Give an SDK `baseUrl`, and any API key: a key that was never seen opens an account of its own. A command that is
 * refused rejects with `CommandRefused`.
 */
export class World {
  private constructor();
  readonly name: string;
  /** Its address, which WireMock's clients take. */
  readonly url: string;
  /** The base URL for an SDK. */
  readonly baseUrl: string;

  /** The invited person accepts. Resolves to the person's new status. */
  accept(email: string, options?: PersonOptions): Promise<string>;
  /** The invited person declines. Resolves to the person's new status. */
  decline(email: string, options?: PersonOptions): Promise<string>;
  /** The invitation mails that would have gone out, the newest first. */
  mails(query?: MailQuery): Promise<Mail[]>;
  /** One mail. */
  mail(id: number): Promise<Mail>;
  /** Forgets all mails; their links lead nowhere then. */
  clearMails(): Promise<void>;

  /** The world's clock. */
  clock(): Promise<Clock>;
  /** The time by the world's clock. */
  now(): Promise<Date>;
  /** Lets time pass: `advance('PT73H')`. Resolves to the new time. */
  advance(by: Duration): Promise<Date>;
  /** Stops the clock, at this moment if one is given. Resolves to the time. */
  freeze(at?: Moment): Promise<Date>;
  /** Lets the clock run; `rate` is how many of the world's seconds pass in one. Resolves to the time. */
  run(options?: { at?: Moment; rate?: number }): Promise<Date>;

  /** Makes the world as it was at first: state, clock, mails, stubs, journal and faults. Snapshots stay. */
  reset(): Promise<void>;
  /** Deletes the world, if it is there; the default one cannot be deleted. */
  delete(): Promise<void>;
  /** The whole state as one document, which `replaceState` and a seed file take. */
  state(): Promise<Document>;
  /** Replaces the whole state. A document with faults changes nothing; the error names each. */
  replaceState(document: Document): Promise<void>;
  /** Keeps state and clock under this name. Resolves to the time by the world's clock. */
  snapshot(name: string): Promise<Date>;
  /** Goes back to a snapshot. */
  restore(name: string): Promise<void>;
  /** The names of the snapshots. */
  snapshots(): Promise<string[]>;
  /** The state that a snapshot keeps, as one document. */
  snapshotState(name: string): Promise<Document>;
  /** Forgets a snapshot. */
  deleteSnapshot(name: string): Promise<void>;
  /**
   * What has changed, as a JSON Patch (RFC 6902).
   *
   * @param from `seed` (unless given), `now` or the name of a snapshot
   * @param to `seed`, `now` (unless given) or the name of a snapshot
   */
  diff(from?: string, to?: string): Promise<Document[]>;

  /** Fails or delays requests by these rules, in the place of all earlier ones. `seed` makes draws repeatable. */
  chaos(rules: Document | readonly Document[], options?: { seed?: number }): Promise<void>;
  /** The rules, each with how many requests it has `matched` and how many it has `fired` at. */
  chaosRules(): Promise<Document[]>;
  /** Ends all rules. */
  clearChaos(): Promise<void>;
  /** Adds a stub as WireMock writes it, which answers before the emulator does. Resolves to its id. */
  addStub(stub: Document): Promise<string>;
  /** Removes a stub. */
  removeStub(id: string): Promise<void>;

  /** The requests to the API that the journal remembers, the oldest first. */
  requests(query?: RequestQuery & { status?: number }): Promise<RecordedRequest[]>;
  /** Waits until `count` requests (1) have matched, for `timeout` milliseconds (10 000). */
  waitForRequests(query?: RequestQuery & { count?: number; timeout?: number }): Promise<RecordedRequest[]>;
  /** What happens from now on, as it happens. The emulator listens once this has resolved. */
  events(): Promise<AsyncIterableIterator<WorldEvent>>;
  /** Each request and how it was answered, for a person to read where a test has failed. */
  transcript(): Promise<string>;

  /** The questions that no evidence settles, and the answers that this world takes, by name. */
  assumptions(): Promise<{ [name: string]: Assumption }>;
  /** Takes other answers: `assume({ update: 'replace' })`; `{ assumptions: 'strictest' }` the strictest to each. */
  assume(values: { [name: string]: string }): Promise<void>;
  /** Every rule of behaviour, with its source. */
  rules(): Promise<Rule[]>;
  /** One rule of behaviour. */
  rule(id: string): Promise<Rule>;
  /** Why a request was answered as it was: one of `requests`, or the `sib-request-id` of a response. */
  explain(request: RecordedRequest | string): Promise<Document>;
  /** Which operations and outcomes the requests to this world have exercised. */
  coverage(): Promise<Document>;

  /** Any command of the control plane, below `/__emulator`. */
  command(method: string, path: string, document?: unknown): Promise<any>;
}

export interface PersonOptions {
  /** A key of the account that invited, where several have invited the address. */
  account?: string;
  /** `user` unless given; `admin` for an admin user of a master account. */
  kind?: 'user' | 'admin';
}

export interface MailQuery {
  to?: string;
  kind?: 'invitation' | 'resend';
  role?: 'user' | 'admin';
  /** A key of the account that sent them. */
  account?: string;
  /** How many at most; 100 unless given, 1000 at most. */
  limit?: number;
}

/** An invitation mail that would have gone out. */
export interface Mail {
  id: number;
  to: string;
  kind: 'invitation' | 'resend';
  role: 'user' | 'admin';
  subject: string;
  text: string;
  html: string;
  /** The address of the page that the person would open. */
  page: string;
  /** Answer by POST to these. */
  accept: string;
  decline: string;
  sentAt: Date;
  expiresAt: Date | undefined;
}

export interface Clock {
  now: Date;
  frozen: boolean;
  /** How many of the world's seconds pass in one. */
  rate: number;
}

export interface RequestQuery {
  /** A request pattern as WireMock writes it. */
  pattern?: Document;
  method?: string;
  /** `/v3/organization/invited/users` */
  path?: string;
}

/** A request to the API that the world's journal remembers, and how it was answered. */
export interface RecordedRequest {
  /** The journal's id. */
  readonly id: string;
  readonly method: string;
  /** The target as it came, without the world's prefix: `/v3/organization/invited/users?limit=1`. */
  readonly url: string;
  /** The target without its query. */
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: { [name: string]: string };
  readonly body: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: any;
  /** The status of the response; 0 where the connection was broken instead. */
  readonly status: number;
  readonly responseHeaders: { [name: string]: string };
  readonly responseBody: string;
  readonly responseJson: any;
  /** Whether an operation of the service, or a stub, answered. */
  readonly wasMatched: boolean;
  /** What the emulator advises about the response; empty where it has no advice. */
  readonly hint: string;
  /** The `sib-request-id` of the response. */
  readonly requestId: string;
  /** What the emulator told, whole. */
  readonly document: Document;
}

/** Something that happened in a world. */
export interface WorldEvent {
  /** Its number, counted from the world's beginning. */
  id: number;
  /** `request` for a call of the API, `state` for a change. */
  type: string;
  data: any;
}

/** A question that no evidence about the real service settles, and the answer that a world takes. */
export interface Assumption {
  name: string;
  value: string;
  /** Every answer; the default is the first. */
  values: string[];
  decides: string;
  /** The ids of the rules that it turns round. */
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

/** The base of every error of this package. */
export class EmulatorError extends Error {}
/** The program is not installed. */
export class BinaryNotFound extends EmulatorError {}
/** The emulator ended, or said nothing, before it was ready. */
export class StartFailed extends EmulatorError {
  readonly log: string;
}
/** Nothing answered at the emulator's address. */
export class Unreachable extends EmulatorError {}
/** The emulator refused a command, which has changed nothing. */
export class CommandRefused extends EmulatorError {
  /** The HTTP status. */
  readonly status: number;
  /** What is wrong. */
  readonly reason: string;
  /** What to do about it; empty where the emulator has no advice. */
  readonly hint: string;
  /** Each fault of the document that was sent, with its place as a JSON Pointer. */
  readonly faults: readonly { pointer: string; message: string }[];
}
/** Too few requests matched before the time was up. */
export class WaitTimedOut extends CommandRefused {
  readonly matched: number;
}
/** The emulator is older than this package and does not know the command. */
export class EmulatorTooOld extends CommandRefused {}
