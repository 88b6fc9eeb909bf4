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
import { accessToken, mayHaveSession } from "@/api/session.ts";
import { LoginPage } from "@/features/account/LoginPage.tsx";
import { readViewSearch, VIEWS, type View } from "@/features/todos/views.ts";
import { loadAllMessages } from "@/lib/i18n.ts";
import { ErrorScreen } from "./ErrorScreen.tsx";
import { NotFound } from "./NotFound.tsx";
import { RouteAnnouncer } from "./RouteAnnouncer.tsx";

// Read without a schema: the pages in front of the app need no validator.
const OWN_ADDRESS = /^\/(?![/\\])/;
const RECEIPT = /^[0-9a-f-]{36}$/;

/** Where a login leads: only ever to an address of this app. */
function loginSearch({ next }: { next?: unknown }): { next?: string } {
	return typeof next === "string" && OWN_ADDRESS.test(next) ? { next } : {};
}

function goodbyeSearch({ receipt }: { receipt?: unknown }): { receipt: string } {
	return { receipt: typeof receipt === "string" && RECEIPT.test(receipt) ? receipt : "" };
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

const GoodbyePage = lazyRouteComponent(() => import("@/features/account/goodbye/GoodbyePage.tsx"), "GoodbyePage");

const goodbyeRoute = createRoute({
	getParentRoute: () => rootRoute,
	path: "/goodbye",
	validateSearch: goodbyeSearch,
	beforeLoad: loadAllMessages,
	loader: () => GoodbyePage.preload?.(),
	component: function Goodbye() {
		return <GoodbyePage receipt={goodbyeRoute.useSearch().receipt} />;
	},
});

async function loadMember() {
	return (await import("./member.ts")).member;
}

/** Everything that only somebody logged in sees, else the login page, which leads back. It begins with what was stored at
 * the last visit; the first request gets the token, and the shell goes to the login page when there is none. */
const memberRoute = createRoute({
	getParentRoute: () => rootRoute,
	id: "member",
	beforeLoad: async ({ location }) => {
		if (!mayHaveSession()) {
			throw redirect({ to: "/login", search: { next: location.href }, replace: true });
		}
		const isStart = accessToken() === null;
		const read = async () => (await loadMember()).readStored().catch(() => undefined);
		await Promise.all([loadAllMessages(), isStart ? read() : undefined]);
	},
	component: lazyRouteComponent(loadMember, "Shell"),
});

const SettingsPage = lazyRouteComponent(() => import("@/features/account/settings/SettingsPage.tsx"), "SettingsPage");

const settingsRoute = createRoute({
	getParentRoute: () => memberRoute,
	path: "/settings/{-$page}",
	loader: () => SettingsPage.preload?.(),
	component: function Settings() {
		return <SettingsPage page={settingsRoute.useParams().page} />;
	},
});

const TodoListPage = lazyRouteComponent(loadMember, "TodoListPage");

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
	goodbyeRoute,
	memberRoute.addChildren([...viewRoutes, settingsRoute]),
]);

export const router = createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
	interface Register {
		router: typeof router;
	}
}
