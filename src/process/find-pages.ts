import type { Config } from '../config/config.ts';
import { builtPages } from '../config/package.ts';

/** The folders of the built pages; those of `npm run build` when left out. */
export interface PageFolders {
  dashboardFolder?: string;
  explorerFolder?: string;
}

/** Finds the pages that this node serves. Each is null if the node has no API, or the page is turned off. */
export function findPages(
  { dashboard, explorer, roles }: Config,
  { dashboardFolder, explorerFolder }: PageFolders,
) {
  const hasApi = roles.has('api');
  return {
    dashboard:
      hasApi && dashboard
        ? { ...dashboard, folder: dashboardFolder ?? builtPages.dashboard }
        : null,
    explorer: hasApi && explorer ? { folder: explorerFolder ?? builtPages.explorer } : null,
  };
}
