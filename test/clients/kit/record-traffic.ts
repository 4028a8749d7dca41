/** The bytes that a client has sent to one port and got from it. */
export interface Traffic {
  /** The methods of its calls by `fetch`. */
  methods: Set<string>;
  closeCodes: number[];
  /** Every message of `deliveryUpdated`. */
  updates: StreamUpdate[];
  /** Answers in place of `fetch`; null for nothing unusual. */
  intercept: Intercept | null;
}

/** @param text the address and the body of the call */
type Intercept = (text: string, send: () => Promise<Response>) => Promise<Response>;

interface StreamUpdate {
  isStart: boolean;
  gap: boolean;
  edge: { node: { id: string; status: string } } | null;
}

interface Frame {
  type: string;
  payload?: { data?: { deliveryUpdated?: StreamUpdate } };
}

/** Records what goes through `fetch` and `WebSocket` from now on, by port; `stop` ends that. */
export function recordTraffic() {
  const ports = new Map<string, Traffic>();
  const of = (url: string): Traffic => {
    const { port } = new URL(url);
    const traffic = ports.get(port) ?? {
      ...{ methods: new Set<string>(), closeCodes: [], updates: [] },
      intercept: null,
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
    constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
      super(...parameters);
      const { closeCodes, updates } = of(String(parameters[0]));
      this.addEventListener('close', ({ code }) => closeCodes.push(code));
      this.addEventListener('message', ({ data }) => {
        const { type, payload } = JSON.parse(String(data)) as Frame;
        const update = payload?.data?.deliveryUpdated;
        if (type === 'next' && update) updates.push(update);
      });
    }
  };
  return { of, stop: () => void Object.assign(globalThis, { fetch, WebSocket }) };
}
