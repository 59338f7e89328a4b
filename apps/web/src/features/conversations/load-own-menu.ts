/** Menus bring positioning code that the first load can do without. */
export const loadOwnMenu = () => import('./own-menu.tsx').then((module) => module.OwnMenu)
