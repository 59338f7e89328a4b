/** `start`: the end of one process is the end of all. `cluster`: it is started again. `dev`: it is when a source changes. */
export type Mode = 'start' | 'cluster' | 'dev'
