import type { TestApp } from '../../kit/app.ts';
import type { Customer } from '../../kit/customer.ts';
import type { PathProxy } from '../../kit/path-proxy.ts';
import type { Receiver } from '../../kit/receiver.ts';
import type { Traffic } from './record-traffic.ts';

/** The parts of a client's journey: a workspace and a receiver of its own, and a proxy that can cut. */
export interface Surroundings {
  app: TestApp;
  customer: Customer;
  receiver: Receiver;
  proxy: PathProxy;
  traffic: Traffic;
}
