import type { CombinedError } from 'urql';
import {
  openPage,
  refreshPage,
  updatePage,
  type LoadedPage,
  type LogPage,
  type LogUpdate,
} from './log-page.ts';
import type { LogView } from './log-view.ts';

/** The log on the screen. */
export interface LogState {
  /** The address of what is shown or being loaded; answers for another one come too late. */
  key: string;
  /** The last page that was loaded: of another view while `isLoading`. Null before the first one. */
  page: LogPage | null;
  isLoading: boolean;
  /** Whether `page` is of the view before, and only stays until this one is loaded. */
  isOfOtherView: boolean;
  error: CombinedError | null;
  /** Updates since the request for the page: the answer may be older than they are. */
  early: readonly LogUpdate[];
  /** Why there are no live updates; null when nothing prevents them. */
  liveError: CombinedError | null;
}

export type LogAction =
  | { type: 'requested'; key: string; view: LogView; known: LoadedPage | null }
  | { type: 'loaded'; key: string; view: LogView; loaded: LoadedPage }
  | { type: 'refreshed'; key: string; loaded: LoadedPage; shown: LogUpdate | null }
  | { type: 'failed'; key: string; error: CombinedError }
  | { type: 'updated'; update: LogUpdate }
  | { type: 'followed'; error: CombinedError | null };

export const initialState: LogState = {
  key: '',
  page: null,
  isLoading: true,
  isOfOtherView: false,
  error: null,
  early: [],
  liveError: null,
};

/** Returns the state of the log after what happened. */
export function changeLog(state: LogState, action: LogAction): LogState {
  if (action.type === 'requested') {
    const { key, view, known } = action;
    const page = known ? openPage(known, view) : state.page;
    const isOfOtherView = known === null;
    return { ...state, key, page, isOfOtherView, isLoading: true, error: null, early: [] };
  }
  if (action.type === 'updated') {
    const page = state.page && updatePage(state.page, action.update);
    const early = state.isLoading ? [...state.early, action.update] : state.early;
    return page === state.page && early === state.early ? state : { ...state, page, early };
  }
  if (action.type === 'followed') {
    return action.error === state.liveError ? state : { ...state, liveError: action.error };
  }
  if (action.key !== state.key) return state;
  if (action.type === 'failed') {
    const page = state.isOfOtherView ? null : state.page;
    return { ...state, page, isLoading: false, error: action.error };
  }
  if (action.type === 'loaded') {
    const opened = openPage(action.loaded, action.view);
    const page = state.early.reduce(updatePage, opened);
    return { ...state, page, isOfOtherView: false, isLoading: false, error: null, early: [] };
  }
  if (!state.page || state.isLoading) return state;
  const refreshed = refreshPage(state.page, action.loaded);
  const page = action.shown ? updatePage(refreshed, action.shown) : refreshed;
  return { ...state, page, error: null };
}
