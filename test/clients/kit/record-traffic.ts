import type { ErrorExtensions } from '../../../docs/examples/call-api.ts';

/** The bytes that a client has sent to one port and got from it. */
export interface Traffic {
  /** The methods of its calls by `fetch`. */
  methods: Set<string>;
  closeCodes: number[];
  /** Every message of `deliveryUpdated`. */
  updates: StreamUpdate[];
  /** The codes of the errors of its subscriptions. */
  errorCodes: string[];
  /** Answers in place of `fetch`; null for nothing unusual. */
  intercept: Intercept | null;
  /** Each of these fails one of the next subscriptions. */
  failures: Failure[];
}

/** The messages that come in place of an answer, or the code with which the socket closes. */
export type Failure = Frame[] | number;

/** @param text the address and the body of the call */
type Intercept = (text: string, send: () => Promise<Response>) => Promise<Response>;

interface StreamUpdate {
  isStart: boolean;
  gap: boolean;
  edge: { node: { id: string; status: string } } | null;
}

interface Frame {
  id?: string;
  type: string;
  payload?: ApiError[] | { data?: { deliveryUpdated?: StreamUpdate } | null; errors?: ApiError[] };
}

interface ApiError {
  message: string;
  extensions: ErrorExtensions;
}

/** Records what goes through `fetch` and `WebSocket` from now on, by port; `stop` ends that. */
export function recordTraffic() {
  const ports = new Map<string, Traffic>();
  const of = (url: string): Traffic => {
    const { port } = new URL(url);
    const traffic = ports.get(port) ?? {
      ...{ methods: new Set<string>(), closeCodes: [], updates: [], errorCodes: [] },
      ...{ intercept: null, failures: [] },
    };
    ports.set(port, traffic);
    return traffic;
  };
  const { fetch, WebSocket } = globalThis;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const { methods, intercept } = of(url);
    methods.add(init?.method ?? 'GET');
    if (!intercept) return fetch(input, init);
    const body = typeof init?.body === 'string' ? init.body : '';
    return intercept(decodeURIComponent(url) + body, async () => fetch(input, init));
  };
  globalThis.WebSocket = class extends WebSocket {
    #traffic: Traffic;

    constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
      super(...parameters);
      this.#traffic = of(String(parameters[0]));
      const { closeCodes } = this.#traffic;
      this.addEventListener('close', ({ code }) => closeCodes.push(code));
      this.addEventListener('message', ({ data }) => noteFrame(this.#traffic, String(data)));
    }

    override send(data: string): void {
      const { id, type } = JSON.parse(data) as Frame;
      const failure = type === 'subscribe' ? this.#traffic.failures.shift() : undefined;
      if (failure === undefined) super.send(data);
      else if (typeof failure === 'number') this.close(failure);
      else setImmediate(() => this.#receive(failure.map((frame) => ({ id, ...frame }))));
    }

    #receive(frames: object[]): void {
      for (const frame of frames) {
        this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
      }
    }
  };
  return { of, stop: () => void Object.assign(globalThis, { fetch, WebSocket }) };
}

function noteFrame({ updates, errorCodes }: Traffic, text: string): void {
  const { type, payload } = JSON.parse(text) as Frame;
  if (payload === undefined || (type !== 'next' && type !== 'error')) return;
  const errors = Array.isArray(payload) ? payload : payload.errors;
  errorCodes.push(...(errors ?? []).map(({ extensions }) => extensions.code));
  const update = Array.isArray(payload) ? undefined : payload.data?.deliveryUpdated;
  if (update) updates.push(update);
}
