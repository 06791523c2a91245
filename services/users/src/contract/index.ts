export { UserDeleted, UserProfileChanged, UserRegistered, UserSignedIn } from './events.ts';
export {
  DeleteMe,
  GetMe,
  GetUser,
  ListSignIns,
  ListUsers,
  RemoveAvatar,
  SetAvatar,
  UpdateMe,
} from './routes.ts';
