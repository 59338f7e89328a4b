import { counted, type Forms } from './ar-counted.ts'
import type { FailureMessages } from './en-failures.ts'

const seconds: Forms = { one: 'ثانية واحدة', two: 'ثانيتين', few: 'ثوانٍ', many: 'ثانية', other: 'ثانية' }
const minutes: Forms = { one: 'دقيقة واحدة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' }

export const arFailures: FailureMessages = {
  errors: {
    unauthenticated: 'سجّل الدخول مرة أخرى من فضلك.',
    invalid_credentials: 'البريد أو اسم المستخدم أو كلمة المرور غير صحيحة',
    invalid_token: 'استُخدم هذا الرابط أو انتهت صلاحيته. اطلب رابطًا جديدًا.',
    session_revoked: 'تم تسجيل خروجك. سجّل الدخول مرة أخرى من فضلك.',
    forbidden: 'لا يُسمح لك بهذا.',
    not_found: 'هذا غير موجود، أو ليس لك.',
    invalid_input: 'هناك شيء غير صحيح. راجع الحقول من فضلك.',
    id_conflict: 'تعذّر حفظ الرسالة. اكتبها مرة أخرى من فضلك.',
    edit_conflict: 'غيّرها شخص آخر في هذه الأثناء. انظر مرة أخرى ثم أعد تعديلك.',
    email_taken: 'يوجد حساب بهذا البريد بالفعل',
    username_taken: 'اسم المستخدم هذا محجوز. جرّب اسمًا آخر',
    last_admin: 'يجب أن يبقى مسؤول واحد على الأقل.',
    too_large: 'هذا كبير جدًا.',
    rate_limited: 'محاولات كثيرة جدًا.',
    internal: 'حدث خطأ لدينا. حاول مرة أخرى من فضلك.',
    unavailable: 'تعذّر الوصول إلى الخادم. تحقّق من اتصالك وحاول مرة أخرى.',
  },
  passwordCommon: 'معروفة جدًا. اختر كلمة مرور لا يخمنها أحد',
  tryAgainIn: (count) =>
    count < 60
      ? `حاول مرة أخرى بعد ${counted(count, seconds)}.`
      : `حاول مرة أخرى بعد ${counted(Math.ceil(count / 60), minutes)}.`,
}
