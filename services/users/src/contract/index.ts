export { UserDeleted, UserProfileChanged, UserRegistered, UserSignedIn } from './events.ts';
export { DeleteMe, GetMe, GetUser, ListSignIns, ListUsers, UpdateMe } from './routes.ts';
