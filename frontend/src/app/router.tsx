// The app's addresses. Each first segment also stands in etc/lighttpd.conf, which answers all of them with index.html;
// a test holds the two against each other.
import {
	createRootRoute,
	createRoute,
	createRouter,
	lazyRouteComponent,
	Outlet,
	redirect,
} from "@tanstack/react-router";
import { accessToken, mayHaveSession, refreshAccess } from "@/api/session.ts";
import { LoginPage } from "@/features/account/LoginPage.tsx";
import { readViewSearch, VIEWS, type View } from "@/features/todos/views.ts";
import { ErrorScreen } from "./ErrorScreen.tsx";
import { NotFound } from "./NotFound.tsx";
import { RouteAnnouncer } from "./RouteAnnouncer.tsx";

const OWN_ADDRESS = /^\/(?![/\\])/;

/** Where a login leads: only ever to an address of this app. */
function loginSearch({ next }: { next?: unknown }): { next?: string } {
	return typeof next === "string" && OWN_ADDRESS.test(next) ? { next } : {};
}

const rootRoute = createRootRoute({
	component: () => (
		<>
			<RouteAnnouncer />
			<Outlet />
		</>
	),
	errorComponent: ErrorScreen,
	notFoundComponent: NotFound,
});

const startRoute = createRoute({
	getParentRoute: () => rootRoute,
	path: "/",
	beforeLoad: () => {
		throw redirect({ to: mayHaveSession() ? "/inbox" : "/login", replace: true });
	},
});

const loginRoute = createRoute({
	getParentRoute: () => rootRoute,
	path: "/login",
	validateSearch: loginSearch,
	component: function Login() {
		return <LoginPage next={loginRoute.useSearch().next} />;
	},
});

const registerRoute = createRoute({
	getParentRoute: () => rootRoute,
	path: "/register",
	component: lazyRouteComponent(() => import("@/features/account/RegisterPage.tsx"), "RegisterPage"),
});

/** Everything that only somebody logged in sees: a token first, silently, else the login page, which leads back. */
const memberRoute = createRoute({
	getParentRoute: () => rootRoute,
	id: "member",
	beforeLoad: async ({ location }) => {
		const token = accessToken() ?? (mayHaveSession() ? await refreshAccess(null) : null);
		if (token === null) {
			throw redirect({ to: "/login", search: { next: location.href }, replace: true });
		}
	},
	component: lazyRouteComponent(() => import("./shell/Shell.tsx"), "Shell"),
});

const TodoListPage = lazyRouteComponent(() => import("@/features/todos/list/TodoListPage.tsx"), "TodoListPage");

function viewRoute<V extends View>(view: V) {
	return createRoute({
		getParentRoute: () => memberRoute,
		path: `/${view}` as `/${V}`,
		validateSearch: readViewSearch,
		loader: () => TodoListPage.preload?.(),
		component: () => <TodoListPage key={view} view={view} />,
	});
}

const viewRoutes = VIEWS.map(viewRoute);

export const routeTree = rootRoute.addChildren([
	startRoute,
	loginRoute,
	registerRoute,
	memberRoute.addChildren(viewRoutes),
]);

export const router = createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
	interface Register {
		router: typeof router;
	}
}
