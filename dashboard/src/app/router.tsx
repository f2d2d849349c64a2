import { createRootRoute, createRoute, createRouter, Link, Outlet } from "@tanstack/react-router";
import { ArticlesPage } from "../articles/ArticlesPage";
import { ArticleView } from "../articles/ArticleView";
import { parseFilters } from "../articles/filters";
import { PipelinePage } from "../pipeline/PipelinePage";
import { Empty } from "../ui/states";
import { parseSearch, stringifySearch } from "./search";

function Frame() {
  return (
    <div className="mx-auto max-w-7xl px-4 pb-16">
      <header className="flex items-center gap-6 py-5">
        <Link to="/" className="flex items-center gap-2 text-lg font-bold">
          <img src="/favicon.svg" alt="" className="h-7 w-7" />
          Sentinel
        </Link>
        <nav aria-label="Main" className="flex gap-4 text-sm">
          <Link
            to="/"
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ className: "font-semibold" }}
          >
            Articles
          </Link>
          <Link to="/pipeline" activeProps={{ className: "font-semibold" }}>
            Pipeline
          </Link>
        </nav>
      </header>
      <Outlet />
    </div>
  );
}

const root = createRootRoute({
  component: Frame,
  notFoundComponent: () => <Empty title="Page not found.">The link may be wrong or old.</Empty>,
});
const articles = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: parseFilters,
  component: ArticlesPage,
});
const article = createRoute({ getParentRoute: () => root, path: "/article/$id", component: ArticleView });
const pipeline = createRoute({ getParentRoute: () => root, path: "/pipeline", component: PipelinePage });

export const router = createRouter({
  routeTree: root.addChildren([articles, article, pipeline]),
  parseSearch,
  stringifySearch,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
